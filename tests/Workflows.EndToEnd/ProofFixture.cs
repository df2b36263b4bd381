using System.Globalization;
using Workflows.EndToEnd.Results;
using Workflows.EndToEnd.Servers;
using Workflows.EndToEnd.Tickets;
using Xunit;

namespace Workflows.EndToEnd;

/// <summary>One PostgreSQL for all proofs, and the undisturbed run that disturbed ones are compared with.</summary>
public sealed class ProofFixture : IAsyncLifetime
{
    public const string Collection = "proofs";
    public const string Targets =
        """
        {
          "low": { "first_response": 480, "next_response": 960, "resolution": 2400 },
          "normal": { "first_response": 120, "next_response": 240, "resolution": 960 },
          "high": { "first_response": 60, "next_response": 120, "resolution": 480 },
          "urgent": { "first_response": 15, "next_response": 30, "resolution": 120 }
        }
        """;

    private const int Seed = 20270322;
    private readonly SemaphoreSlim _one = new(1, 1);
    private FinalState? _calm;

    public PrivateDatabase Database { get; private set; } = null!;

    /// <summary>How many tickets; the full proof has 1,000.</summary>
    public static int Tickets { get; } = Number("CRASH_TICKETS", 24);

    /// <summary>How many kills; the full proof has 100.</summary>
    public static int Kills { get; } = Number("CRASH_KILLS", 6);

    public static TicketPlan Plan() => new(Tickets, Seed);

    public async Task InitializeAsync() => Database = await PrivateDatabase.StartAsync();

    public async Task DisposeAsync() => await Database.DisposeAsync();

    /// <summary>What a run without any disturbance leaves behind.</summary>
    public async Task<FinalState> CalmAsync()
    {
        await _one.WaitAsync();
        try
        {
            return _calm ??= await RunCalmAsync();
        }
        finally
        {
            _one.Release();
        }
    }

    public static int Number(string variable, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : otherwise;

    private async Task<FinalState> RunCalmAsync()
    {
        await using var world = await World.CreateAsync(Database, "calm");
        await using var server = await world.FirstServerAsync();
        using var api = new ApiCaller(server.Address);
        var firm = await Firm.FoundAsync(api, Database, world.Name, Tickets, Targets);
        var run = new TicketRun(api, firm, Plan(), Database, world.Name);
        await server.ExplainAsync(run.DriveAsync());
        await run.UntilMailsLeftAsync();
        await server.StopAsync();
        return await world.ReadAsync(run);
    }
}
