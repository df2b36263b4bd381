using Workflows.PostgreSql.Embedded;

namespace Workflows.PostgreSql.Tests.Embedded;

/// <summary>
/// The process that lifetime tests start, pause and kill: uses the private PostgreSQL of a data folder until told to
/// leave on standard input.
/// </summary>
public static class MemberProgram
{
    /// <summary>The one argument is the data folder.</summary>
    public static async Task<int> Main(string[] args)
    {
        ArgumentNullException.ThrowIfNull(args);
        if (args.Length != 1)
        {
            await Console.Error.WriteLineAsync("usage: <data folder>");
            return 2;
        }

        await using var postgres = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions { DataDirectory = args[0] });
        await Console.Out.WriteLineAsync($"{(postgres.Joined ? "joined" : "started")} {postgres.ConnectionString}");
        await Console.In.ReadLineAsync();
        return 0;
    }
}
