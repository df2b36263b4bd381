using Npgsql;
using Workflows.PostgreSql.Embedded;
using Workflows.PostgreSql.Migrations;
using Workflows.Server.Hosting;

namespace Workflows.Server;

/// <summary>Start and end of the process; reads as the table of contents of the server.</summary>
internal static class Program
{
    private const int BadConfiguration = 78;
    private const int Unavailable = 69;

    public static async Task<int> Main(string[] args)
    {
        try
        {
            if (args.Length > 0 && args[0] == ExportCommand.Name)
            {
                return await ExportCommand.RunAsync(args[1..], Console.Out);
            }

            await using var server = await RunningServer.StartAsync(args);
            await server.Application.WaitForShutdownAsync();
            return 0;
        }
        catch (ConfigurationException problem)
        {
            await Console.Error.WriteLineAsync(problem.Message);
            return BadConfiguration;
        }
        catch (Exception problem) when (problem is EmbeddedPostgresException or MigrationException or NpgsqlException or IOException)
        {
            await Console.Error.WriteLineAsync($"The server cannot start: {problem.Message}");
            return Unavailable;
        }
    }
}
