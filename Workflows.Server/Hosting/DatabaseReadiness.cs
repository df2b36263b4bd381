using Npgsql;

namespace Workflows.Server.Hosting;

/// <summary>Whether the database answers and has this server's schema.</summary>
internal sealed class DatabaseReadiness(NpgsqlDataSource database, StartupState state) : IReadiness
{
    public async ValueTask<ReadinessCheck> CheckAsync(CancellationToken cancellationToken)
    {
        if (!state.Migrated)
        {
            return new ReadinessCheck("database", false, "migrations are not applied yet");
        }

        try
        {
            await using var command = database.CreateCommand("select 1");
            await command.ExecuteScalarAsync(cancellationToken);
            return new ReadinessCheck("database", true, "answers, migrations applied");
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return new ReadinessCheck("database", false, "does not answer");
        }
    }
}
