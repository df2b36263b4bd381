using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflows.Domain.Hosting;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;
using Workflows.PostgreSql.Migrations;
using Workflows.Testing.PostgreSql;

namespace Workflows.Domain.Tests.Shared;

/// <summary>A migrated database with two tenants, and the domain's services on it.</summary>
internal sealed class DomainDatabase : IAsyncDisposable
{
    public static readonly MigrationSource Source = new("domain", typeof(DomainServices).Assembly, "Workflows.Domain.Migrations.");

    private static readonly DatabaseTemplate Template = DatabaseTemplate.Migrated("domain", Source);

    private readonly TestDatabase _database;

    private DomainDatabase(TestDatabase database, ServiceProvider services)
    {
        _database = database;
        Services = services;
    }

    public ServiceProvider Services { get; }

    public NpgsqlDataSource DataSource => _database.DataSource;

    public Guid TenantA { get; } = Guid.CreateVersion7();

    public Guid TenantB { get; } = Guid.CreateVersion7();

    public ClockStub Clock { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public static async Task<DomainDatabase> CreateAsync(Action<IServiceCollection>? configure = null)
    {
        var database = await TestDatabase.LeaseAsync(Template, asynchronousCommit: true);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().Build());
        services.AddSingleton(database.DataSource);
        services.AddWorkflowsDomain();
        var clock = new DeferredClock();
        services.AddSingleton<TimeProvider>(clock);
        configure?.Invoke(services);
        var result = new DomainDatabase(database, services.BuildServiceProvider(validateScopes: true));
        clock.Inner = result.Clock;
        await database.ExecuteAsync(
            $"""
            select set_config('workflows.tenant', '*', true);
            insert into tenants (id, key, name) values ('{result.TenantA}', 'a', 'Firm A'), ('{result.TenantB}', 'b', 'Firm B')
            """);
        return result;
    }

    /// <summary>A scope that works for the tenant, as an HTTP request does.</summary>
    public AsyncServiceScope Scope(Guid tenant, Actor? actor = null)
    {
        var scope = Services.CreateAsyncScope();
        var call = scope.ServiceProvider.GetRequiredService<CallContext>();
        call.TenantId = tenant;
        call.Actor = actor ?? Actor.System;
        return scope;
    }

    public async Task<T?> ScalarAsync<T>(string sql)
    {
        await using var connection = await DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await TenantSetting.SetAsync(connection, transaction, TenantSetting.AllTenants, default);
        await using var command = new NpgsqlCommand(sql, connection, transaction);
        var value = await command.ExecuteScalarAsync();
        await transaction.CommitAsync();
        return value is T typed ? typed : default;
    }

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await _database.DisposeAsync();
    }

    private sealed class DeferredClock : TimeProvider
    {
        public TimeProvider Inner { get; set; } = System;

        public override DateTimeOffset GetUtcNow() => Inner.GetUtcNow();
    }
}
