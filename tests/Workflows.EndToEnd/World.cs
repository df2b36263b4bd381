using System.Globalization;
using Workflows.EndToEnd.Results;
using Workflows.EndToEnd.Servers;
using Workflows.EndToEnd.Tickets;
using Workflows.Testing.Smtp;

namespace Workflows.EndToEnd;

/// <summary>One run's surroundings: a database, a mail server, a firm; the server processes are the test's.</summary>
public sealed class World : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("workflows-endtoend-data-").FullName;

    private World(PrivateDatabase database, string name) => (Database, Name) = (database, name);

    public PrivateDatabase Database { get; }

    public string Name { get; }

    public SmtpSink Sink { get; } = SmtpSink.Start();

    public ServerSetup Setup { get; private set; } = null!;

    public static async Task<World> CreateAsync(PrivateDatabase database, string name, bool simulated = true)
    {
        ArgumentNullException.ThrowIfNull(database);
        await database.CreateAsync(name);
        var world = new World(database, name);
        world.Setup = new ServerSetup
        {
            ConnectionString = database.ConnectionStringTo(name),
            DataDirectory = world._folder,
            SmtpPort = world.Sink.Port,
            SimulatedFrom = simulated ? TicketPlan.Instants[0].AddMinutes(-3) : null,
        };
        return world;
    }

    /// <summary>The first life of a server: with the sample data.</summary>
    public Task<ServerProcess> FirstServerAsync() => ServerProcess.StartAsync(Setup with { Seed = true });

    /// <summary>The first life of a server as a newcomer starts it: without sample data, the administrator's password left to it.</summary>
    public Task<ServerProcess> NewcomersServerAsync() => ServerProcess.StartAsync(Setup with { AdministratorPassword = null });

    /// <summary>Gives the servers of this world another lease.</summary>
    public void Lease(TimeSpan lease) => Setup = Setup with { Lease = lease };

    /// <summary>The database's clock, which leases run on.</summary>
    public Task<DateTime> NowAsync() => Database.ScalarAsync<DateTime>(Name, "select clock_timestamp()");

    /// <summary>The worker that a server is at present.</summary>
    public Task<long> WorkerOfAsync(ServerProcess server)
    {
        ArgumentNullException.ThrowIfNull(server);
        return Database.ScalarAsync<long>(
            Name, "select id from engine.workers where name like '%:' || $1 order by id desc limit 1",
            server.Id.ToString(CultureInfo.InvariantCulture));
    }

    /// <summary>When a worker's lease ends.</summary>
    public Task<DateTime> LeaseOfAsync(long worker) =>
        Database.ScalarAsync<DateTime>(Name, "select lease_until from engine.workers where id = $1", worker);

    public Task<FinalState> ReadAsync(TicketRun run, bool withTimes = true)
    {
        ArgumentNullException.ThrowIfNull(run);
        return FinalState.ReadAsync(Database, Name, Sink, run.Answers, withTimes);
    }

    public async ValueTask DisposeAsync()
    {
        await Sink.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }
}
