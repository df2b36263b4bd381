using FluentAssertions;
using Workflows.Testing.Smtp;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Server.Tests.MailDispatch;

/// <summary>to_send = sent + failed + in_doubt, whatever the network does, and nobody gets a mail twice.</summary>
public sealed class MailAccountingTests
{
    private const int Mails = 400;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Every_mail_is_accounted_for_when_connections_break_anywhere(int seed)
    {
        await using var host = await DispatchHost.CreateAsync();
        var chance = new Random(seed);
        host.Sink.Script = context =>
        {
            lock (chance)
            {
                return chance.Next(100) switch
                {
                    < 2 => SinkAction.Drop,
                    < 4 when context.Stage is SinkStage.Sender or SinkStage.Recipient or SinkStage.Complete =>
                        SinkAction.Reply(451, "4.3.0 try again"),
                    4 when context.Stage is SinkStage.Recipient or SinkStage.Complete => SinkAction.Reply(554, "5.7.1 no"),
                    _ => null,
                };
            }
        };
        await host.AddMailsAsync(Mails);
        await host.StartAsync(("Smtp:MaxConnections", "4"));
        await host.StartAsync(("Smtp:MaxConnections", "4"));

        await Eventually.TrueAsync(
            async () =>
            {
                host.Clock.Advance(TimeSpan.FromMinutes(2));
                return await host.ScalarAsync<long>(
                    "select count(*) from message_logs where status not in ('sent', 'failed', 'in_doubt')") == 0;
            },
            "all mails have an outcome",
            TimeSpan.FromMinutes(2));

        var taken = host.Sink.Messages.SelectMany(static m => m.Recipients).ToList();
        var sent = await host.ScalarAsync<string[]>("select array_agg(to_address) from message_logs where status = 'sent'");
        var doubtful = await host.ScalarAsync<string[]>("select coalesce(array_agg(to_address), '{}') from message_logs where status = 'in_doubt'");
        taken.Should().OnlyHaveUniqueItems();
        sent.Should().BeSubsetOf(taken);
        taken.Except(sent!).Should().BeSubsetOf(doubtful!);
        doubtful!.Length.Should().BeLessThan(Mails / 5);
    }
}
