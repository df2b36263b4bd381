using Microsoft.EntityFrameworkCore;
using Npgsql;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Shared.Data;

/// <summary>
/// Makes EF contexts on an open connection and transaction. Options and model are built once for the process; a context costs
/// a few microseconds, so every unit of work has its own.
/// </summary>
public sealed class DomainContextFactory
{
    private readonly DbContextOptions<DomainDbContext> _options;

    /// <summary>Builds the options; the model is built with the first context.</summary>
    public DomainContextFactory(TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(time);
        _options = new DbContextOptionsBuilder<DomainDbContext>()
            .UseNpgsql()
            .AddInterceptors(new StampingInterceptor(time))
            .Options;
    }

    /// <summary>A context that is not connected to anything, to look at the model.</summary>
    public DomainDbContext CreateDetached(CallContext call) => new(_options, call);

    /// <summary>A context that works in the given transaction. The caller disposes it; the connection stays the caller's.</summary>
    public DomainDbContext Create(NpgsqlConnection connection, NpgsqlTransaction transaction, CallContext call)
    {
        var context = new DomainDbContext(_options, call);
        var database = context.Database;
        database.SetDbConnection(connection, contextOwnsConnection: false);
        database.UseTransaction(transaction);

        // The unit of work decides what rolls back; two more round trips for each save would buy nothing.
        database.AutoSavepointsEnabled = false;
        return context;
    }
}
