using FluentAssertions;
using Workflows.EndToEnd.Servers;
using Workflows.Testing.Smtp;
using Workflows.Testing.Time;
using Xunit;
using Xunit.Abstractions;

namespace Workflows.EndToEnd;

/// <summary>
/// The server is killed at random instants while it hands over a campaign, and the mail server breaks connections at every stage and
/// refuses now and then: each mail has one outcome, none is lost, and nobody gets one twice.
/// </summary>
[Collection(ProofFixture.Collection)]
public sealed class MailCrashTests(ProofFixture proof, ITestOutputHelper output)
{
    private const int Connections = 8;
    private const string Settled = "select count(*) from message_logs where status in ('sent', 'failed', 'in_doubt')";

    /// <summary>How many mails; the full proof has 20,000.</summary>
    private static readonly int Mails = ProofFixture.Number("CRASH_MAILS", 800);

    /// <summary>How many kills; the full proof has 20.</summary>
    private static readonly int Kills = ProofFixture.Number("CRASH_MAIL_KILLS", 4);

    /// <summary>Of a thousand sessions, how many break at each stage.</summary>
    private static readonly int Breaks = ProofFixture.Number("CRASH_MAIL_BREAKS", 4);

    [Fact]
    public async Task Every_mail_has_one_outcome_whenever_the_server_is_killed_and_connections_break()
    {
        var chance = new Random(ProofFixture.Number("CRASH_SEED", 7));
        await using var world = await World.CreateAsync(proof.Database, "mails", simulated: false);
        var setup = world.Setup with
        {
            Extra = [$"--Smtp:MaxConnections={Connections}", "--MailDispatch:FirstRetry=00:00:01", "--MailDispatch:LongestRetry=00:00:02",
                "--MailDispatch:OutagePause=00:00:00.050", "--MailDispatch:PollEvery=00:00:00.500"],
        };
        await using (var first = await ServerProcess.StartAsync(setup))
        {
            await first.StopAsync();
        }

        await AddMailsAsync(world);
        var broken = Misbehave(world.Sink, chance);
        var server = await ServerProcess.StartAsync(setup);
        try
        {
            for (var kill = 1; kill <= Kills; kill++)
            {
                // Between two kills the same number of mails is taken, give or take; the instant itself is chance.
                await world.Sink.WaitForAsync((Mails * kill / (Kills + 1)) - Between(chance, 0, Mails / (Kills + 1) / 2))
                    .WaitAsync(TimeSpan.FromMinutes(5));
                await Task.Delay(TimeSpan.FromMilliseconds(Between(chance, 0, 30)), TimeProvider.System);
                await server.KillAsync();
                await server.DisposeAsync();
                server = await ServerProcess.StartAsync(setup);
            }

            await server.ExplainAsync(Eventually.TrueAsync(
                async () => await world.Database.ScalarAsync<long>(world.Name, Settled) == Mails,
                "every mail has an outcome", TimeSpan.FromMinutes(5)));
        }
        finally
        {
            await server.DisposeAsync();
        }

        await JudgeAsync(world, broken);
    }

    private async Task JudgeAsync(World world, Dictionary<SinkStage, int> broken)
    {
        var taken = world.Sink.Messages.SelectMany(static m => m.Recipients).ToList();
        var rows = (await world.Database.RowsAsync(world.Name, "select status, to_address from message_logs"))
            .ToLookup(static row => row[0], static row => row[1], StringComparer.Ordinal);
        var outcomes = string.Join(", ", rows.Select(static group => $"{group.Key} {group.Count()}"));
        output.WriteLine($"{Mails} mails, {Kills} kills, {Connections} connections (most open {world.Sink.MostOpenConnections}): {outcomes}; the sink took {taken.Count}");
        output.WriteLine($"connections broken by the mail server: {string.Join(", ", broken.OrderBy(static b => b.Key).Select(static b => $"{b.Key} {b.Value}"))}");

        (rows["sent"].Count() + rows["failed"].Count() + rows["in_doubt"].Count()).Should().Be(Mails);
        taken.Should().OnlyHaveUniqueItems("a mail in doubt is not sent again either");
        rows["sent"].Except(taken, StringComparer.Ordinal).Should().BeEmpty("what is sent was taken");
        taken.Except(rows["sent"].Concat(rows["in_doubt"]), StringComparer.Ordinal).Should().BeEmpty("what was taken is sent or in doubt");
        rows["in_doubt"].Count().Should().BeLessThanOrEqualTo(
            (Kills * 2 * Connections) + broken.GetValueOrDefault(SinkStage.Complete) + broken.GetValueOrDefault(SinkStage.Answer)
            + broken.GetValueOrDefault(SinkStage.Content) + broken.GetValueOrDefault(SinkStage.Data), "doubt has a cause");
        world.Sink.MostOpenConnections.Should().BeLessThanOrEqualTo(Connections);
    }

    private static Dictionary<SinkStage, int> Misbehave(SmtpSink sink, Random chance)
    {
        var broken = new Dictionary<SinkStage, int>();
        sink.Script = context =>
        {
            lock (broken)
            {
                var fate = chance.Next(1000);
                if (fate < Breaks)
                {
                    broken[context.Stage] = broken.GetValueOrDefault(context.Stage) + 1;
                    return SinkAction.Drop;
                }

                return fate switch
                {
                    < 15 when context.Stage is SinkStage.Sender or SinkStage.Recipient or SinkStage.Complete => SinkAction.Reply(451, "4.3.0 try again"),
                    < 20 when context.Stage is SinkStage.Recipient or SinkStage.Complete => SinkAction.Reply(554, "5.7.1 no"),
                    _ => null,
                };
            }
        };
        return broken;
    }

    private static int Between(Random chance, int least, int most)
    {
        lock (chance)
        {
            return chance.Next(least, Math.Max(most, least) + 1);
        }
    }

    private static Task AddMailsAsync(World world) => world.Database.ExecuteAsync(
        world.Name,
        """
        insert into message_logs (tenant_id, id, dedupe_key, template_key, to_address, subject, html, text, message_id, priority, status,
            next_attempt_at, created_at)
        select (select id from tenants limit 1), id, id::text, 't', 'u' || n || '@d' || n % 97 || '.example', 'Mail ' || n,
            '<p>' || repeat('Hello ' || n || '. ', 100) || '</p>', repeat('Hello ' || n || '. ', 100), '<' || n || '@firm.example>', 9, 'queued', now(), now()
        from (select gen_random_uuid() as id, n from generate_series(1, $1) n) m
        """,
        Mails);
}
