using System.Diagnostics;
using System.Globalization;
using FluentAssertions;
using Workflows.EndToEnd.Disturbances;
using Workflows.EndToEnd.Results;
using Workflows.EndToEnd.Servers;
using Workflows.EndToEnd.Tickets;
using Xunit;
using Xunit.Abstractions;

namespace Workflows.EndToEnd;

/// <summary>Must show 3: the server dies at random instants, and nobody can tell afterwards.</summary>
[Collection(ProofFixture.Collection)]
public sealed class CrashProofTests(ProofFixture proof, ITestOutputHelper output)
{
    [Fact]
    public async Task A_server_killed_at_random_instants_leaves_what_an_undisturbed_one_leaves()
    {
        var began = Stopwatch.GetTimestamp();
        var calm = await proof.CalmAsync();
        var calmTook = Stopwatch.GetElapsedTime(began);
        var seed = ProofFixture.Number("CRASH_SEED", 7);
        await using var world = await World.CreateAsync(proof.Database, "killed");
        var server = await world.FirstServerAsync();
        try
        {
            using var api = new ApiCaller(server.Address);
            var firm = await Firm.FoundAsync(api, proof.Database, world.Name, ProofFixture.Tickets, ProofFixture.Targets);
            var run = new TicketRun(api, firm, ProofFixture.Plan(), proof.Database, world.Name);
            using var stop = new CancellationTokenSource();
            var driving = run.DriveAsync();
            var kills = 0;
            foreach (var kill in Disturbance.Plan(ProofFixture.Kills, TicketPlan.Instants.Count, TicketPlan.Tail.Count, seed))
            {
                // A driver that failed will not come to the next instant.
                await Task.WhenAny(run.Progress.UntilAsync(kill.Position, stop.Token), driving);
                if (driving.IsFaulted)
                {
                    break;
                }

                await Task.Delay(kill.Delay, TimeProvider.System);
                await server.KillAsync();
                await server.DisposeAsync();
                kills++;
                server = await ServerProcess.StartAsync(world.Setup);
            }

            await driving;
            await run.UntilQuietAsync();
            await run.UntilMailsLeftAsync();
            (await server.StopAsync()).Should().Be(0);
            var disturbed = await world.ReadAsync(run);

            Say($"{ProofFixture.Tickets} tickets, {ProofFixture.Plan().Count} requests, {kills} kills (seed {seed}), {api.Repeated} requests repeated");
            Say($"undisturbed {calmTook:mm\\:ss}, with everything {Stopwatch.GetElapsedTime(began):mm\\:ss}");
            Say($"undisturbed: {calm.Summary()}");
            Say($"killed:      {disturbed.Summary()}");
            Say($"mails in doubt: {disturbed.InDoubt.Count}");
            disturbed.InDoubt.ToList().ForEach(mail => Say($"  {mail}"));
            kills.Should().Be(ProofFixture.Kills);
            StateDifference.Text(calm, disturbed).Should().BeEmpty();
        }
        finally
        {
            await server.DisposeAsync();
        }
    }

    private void Say(FormattableString line) => output.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
