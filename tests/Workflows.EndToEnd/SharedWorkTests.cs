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
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(10);

    // PostgreSQL notes by itself when work was freed: no look of the test's can be late.
    private const string NoteFreed =
        """
        create table public.freed (item bigint, at timestamptz not null default clock_timestamp());
        create function public.note_freed() returns trigger language plpgsql security definer as
            'begin insert into public.freed (item) values (new.id); return new; end';
        create trigger note_freed after update on engine.work_items for each row
            when (old.owner is not null and new.owner is null) execute function public.note_freed();
        """;

    [Fact]
    public async Task Two_servers_share_the_work_and_the_death_of_one_delays_its_instances_by_the_lease()
    {
        var calm = await CalmAsync("alone_before_death");
        var disturbed = await TogetherAsync("death", async (world, first, second) =>
        {
            await world.Database.ExecuteAsync(world.Name, NoteFreed);
            var (_, items) = await CatchAsync(world, second);
            var died = await world.NowAsync();
            await second.KillAsync();
            await UntilDoneAsync(world, items);
            var done = await world.NowAsync();
            var freed = await world.Database.ScalarAsync<DateTime>(world.Name, "select max(at) from public.freed where item = any($1)", items);
            output.WriteLine($"Killed with {items.Length} work items; free {(freed - died).TotalSeconds:0.00} s later, all done after {(done - died).TotalSeconds:0.00} s (lease {Lease.TotalSeconds:0} s)");
            (freed - died).Should().BeLessThanOrEqualTo(Lease, "others have the work when the lease is over, not some time later");
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
