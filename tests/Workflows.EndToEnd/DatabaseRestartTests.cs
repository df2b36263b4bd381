using FluentAssertions;
using Workflows.EndToEnd.Disturbances;
using Workflows.EndToEnd.Results;
using Workflows.EndToEnd.Tickets;
using Xunit;
using Xunit.Abstractions;

namespace Workflows.EndToEnd;

/// <summary>Must show 5: PostgreSQL dies, or is restarted, in the middle of the load, and the server, which nobody touches, goes on.</summary>
[Collection(ProofFixture.Collection)]
public sealed class DatabaseRestartTests(ProofFixture proof, ITestOutputHelper output)
{
    private static readonly int Restarts = ProofFixture.Number("CRASH_RESTARTS", 3);

    [Fact]
    public async Task A_server_whose_database_ends_under_load_recovers_by_itself_and_loses_nothing()
    {
        var calm = await proof.CalmAsync();
        await using var world = await World.CreateAsync(proof.Database, "restarted");
        await using var server = await world.FirstServerAsync();
        using var api = new ApiCaller(server.Address);
        var firm = await Firm.FoundAsync(api, proof.Database, world.Name, ProofFixture.Tickets, ProofFixture.Targets);
        var run = new TicketRun(api, firm, ProofFixture.Plan(), proof.Database, world.Name);
        var driving = server.ExplainAsync(run.DriveAsync());
        var restarts = 0;
        foreach (var kill in Disturbance.Plan(Restarts, TicketPlan.Instants.Count, TicketPlan.Tail.Count, seed: 5))
        {
            await Task.WhenAny(run.Progress.UntilAsync(kill.Position, CancellationToken.None), driving);
            if (driving.IsFaulted)
            {
                break;
            }

            await Task.Delay(kill.Delay, TimeProvider.System);
            await proof.Database.EndAsync(inGoodOrder: restarts % 3 == 1);
            await proof.Database.UntilBackAsync();
            restarts++;
        }

        await driving;
        await server.ExplainAsync(run.UntilMailsLeftAsync());
        (await server.StopAsync()).Should().Be(0, string.Join('\n', server.Log.TakeLast(20)));
        var disturbed = await world.ReadAsync(run);

        output.WriteLine($"{ProofFixture.Tickets} tickets, {restarts} ends of PostgreSQL, {api.Repeated} requests repeated, mails in doubt: {disturbed.InDoubt.Count}");
        output.WriteLine(disturbed.Summary());
        restarts.Should().Be(Restarts);
        StateDifference.Text(calm, disturbed).Should().BeEmpty();
    }
}
