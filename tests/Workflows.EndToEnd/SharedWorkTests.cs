using System.Globalization;
using FluentAssertions;
using Workflows.EndToEnd.Results;
using Workflows.EndToEnd.Servers;
using Workflows.EndToEnd.Tickets;
using Workflows.Testing.Time;
using Xunit;
using Xunit.Abstractions;

namespace Workflows.EndToEnd;

/// <summary>Must show 4: two processes on one database, on real time; one of them dies or sleeps with work in its hands.</summary>
[Collection(ProofFixture.Collection)]
public sealed class SharedWorkTests(ProofFixture proof, ITestOutputHelper output)
{
    private const int Tickets = 48;
    private const int Steps = 8;
    private const int DisturbedStep = 3;
    private const string LongTargets = """{ "low": { "resolution": 40000 }, "normal": { "resolution": 30000 }, "high": { "resolution": 20000 }, "urgent": { "resolution": 10000 } }""";
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(8);

    // How late a busy machine may be in doing what became possible when the lease ended.
    private static readonly TimeSpan Slack = TimeSpan.FromSeconds(10);

    [Fact]
    public async Task Two_servers_share_the_work_and_the_death_of_one_delays_its_instances_by_the_lease()
    {
        var calm = await CalmAsync("alone_before_death");
        var disturbed = await TogetherAsync("death", async (world, first, second) =>
        {
            var (worker, items) = await CatchAsync(world, second);
            await second.KillAsync();
            var died = await world.NowAsync();
            var until = await world.LeaseOfAsync(worker);
            await UntilDoneAsync(world, items);
            var done = await world.NowAsync();
            output.WriteLine($"Killed with {items.Length} work items; all done {(done - died).TotalSeconds:0.0} s later (lease {Lease.TotalSeconds:0} s, ended {(until - died).TotalSeconds:0.0} s after the death)");
            (done - until).Should().BeLessThan(Slack);
        });

        StateDifference.Text(calm, disturbed).Should().BeEmpty();
    }

    [Fact]
    public async Task A_server_that_slept_beyond_its_lease_cannot_write_what_another_has_done_meanwhile()
    {
        var calm = await CalmAsync("alone_before_sleep");
        var disturbed = await TogetherAsync("sleep", async (world, first, second) =>
        {
            var (worker, items) = await CatchAsync(world, second);
            await UntilDoneAsync(world, items);
            await second.ResumeAsync();
            await Eventually.TrueAsync(() => second.Log.Any(line => line.Contains($"Lost the lease of worker {worker}", StringComparison.Ordinal)),
                "the sleeper notices that it is a worker no more", TimeSpan.FromMinutes(1));
            await Eventually.TrueAsync(async () => await world.WorkerOfAsync(second) != worker, "it registers anew", TimeSpan.FromMinutes(1));
            var fenced = second.Log.Count(static line => line.Contains("is no longer ours", StringComparison.Ordinal));
            output.WriteLine($"Slept with {items.Length} work items, which the other one did; after waking {fenced} of them were refused at the commit, the others dropped before");
        });

        StateDifference.Text(calm, disturbed).Should().BeEmpty();
    }

    private static async Task UntilDoneAsync(World world, long[] items) => await Eventually.TrueAsync(
        async () => await world.Database.ScalarAsync<bool>(
            world.Name, "select not exists (select from engine.work_items where id = any($1))", items),
        "somebody else does the work", TimeSpan.FromMinutes(2));

    /// <summary>Pauses the server at a moment at which it holds work.</summary>
    private static async Task<(long Worker, long[] Items)> CatchAsync(World world, ServerProcess server)
    {
        var worker = await world.WorkerOfAsync(server);
        for (var tries = 0; tries < 500; tries++)
        {
            await server.PauseAsync();
            var held = await world.Database.ScalarAsync<long[]>(
                world.Name, "select coalesce(array_agg(id), '{}') from engine.work_items where owner = $1", worker);
            if (held.Length > 0)
            {
                return (worker, held);
            }

            await server.ResumeAsync();
            await Task.Delay(TimeSpan.FromMilliseconds(tries % 20), TimeProvider.System);
        }

        throw new InvalidOperationException("The second server never held any work: it does not share it.");
    }

    private async Task<FinalState> CalmAsync(string name)
    {
        await using var world = await World.CreateAsync(proof.Database, name, simulated: false);
        await using var server = await world.FirstServerAsync();
        return await DriveAsync(world, server, static () => Task.CompletedTask);
    }

    private async Task<FinalState> TogetherAsync(string name, Func<World, ServerProcess, ServerProcess, Task> disturb)
    {
        await using var world = await World.CreateAsync(proof.Database, name, simulated: false);
        world.Lease(Lease);
        await using var first = await world.FirstServerAsync();
        await using var second = await ServerProcess.StartAsync(world.Setup with { Port = ServerSetup.FreePort() });
        return await DriveAsync(world, first, () => disturb(world, first, second));
    }

    private async Task<FinalState> DriveAsync(World world, ServerProcess server, Func<Task> disturb)
    {
        using var api = new ApiCaller(server.Address);
        var firm = await Firm.FoundAsync(api, proof.Database, world.Name, Tickets, LongTargets);
        await firm.OpenDayAndNightAsync(api, proof.Database, world.Name);
        var run = new TicketRun(api, firm, new TicketPlan(Tickets, seed: 4), proof.Database, world.Name);
        for (var step = 0; step < Steps; step++)
        {
            var acting = run.ActAsync(step);
            await Task.WhenAll(acting, step == DisturbedStep ? disturb() : Task.CompletedTask);
            await server.ExplainAsync(run.UntilQuietAsync());
        }

        await server.ExplainAsync(run.UntilMailsLeftAsync());
        var state = await world.ReadAsync(run, withTimes: false);
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{world.Name}: {state.Summary()}; mails in doubt {state.InDoubt.Count}"));
        return state;
    }
}
