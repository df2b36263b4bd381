using System.Collections.Concurrent;
using FluentAssertions;
using Workflows.Mail.Smtp;
using Workflows.Testing.Smtp;
using Xunit;

namespace Workflows.Mail.Tests.Smtp;

public sealed class AccountingTests
{
    private static readonly SinkStage[] Stages = Enum.GetValues<SinkStage>();

    [Theory]
    [InlineData(1, true, true)]
    [InlineData(2, true, false)]
    [InlineData(3, false, true)]
    [InlineData(4, false, false)]
    public async Task Under_random_faults_every_outcome_agrees_with_what_the_server_took(int seed, bool pipelining, bool chunking)
    {
        const int count = 400;
        var random = new Random(seed);
        await using var sink = SmtpSink.Start(new SmtpSinkOptions { Pipelining = pipelining, Chunking = chunking });
        sink.Script = context =>
        {
            lock (random)
            {
                return random.Next(25) == 0 ? Fault(random, context) : null;
            }
        };
        await using var transport = new SmtpTransport(
            sink.ClientOptions() with { MaxConnections = 4, MaxMessagesPerConnection = 20 }, TimeProvider.System);
        var outcomes = new ConcurrentDictionary<string, SubmissionOutcome>(StringComparer.Ordinal);

        await Parallel.ForEachAsync(
            Enumerable.Range(0, count), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (i, token) =>
            {
                var mail = SampleMail.Composed($"fault-{seed}-{i}");
                var result = await transport.SubmitAsync(SampleMail.Envelope(), mail, token);
                outcomes[$"<{mail.MessageId}>"] = result.Outcome;
            });

        var taken = sink.Messages.GroupBy(m => m.Header("Message-ID")!, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        outcomes.Should().HaveCount(count);
        outcomes.Values.Distinct().Should().HaveCount(5, "all outcomes must occur for the test to mean anything");
        foreach (var (id, outcome) in outcomes)
        {
            var times = taken.GetValueOrDefault(id);
            switch (outcome)
            {
                case SubmissionOutcome.Sent:
                    times.Should().Be(1);
                    break;
                case SubmissionOutcome.InDoubt:
                    times.Should().BeLessThanOrEqualTo(1);
                    break;
                default:
                    times.Should().Be(0, $"{outcome} means the server has not got it");
                    break;
            }
        }
    }

    private static SinkAction? Fault(Random random, SinkContext context)
    {
        if (!Stages.Contains(context.Stage))
        {
            return null;
        }

        return (random.Next(3), context.Stage) switch
        {
            // An answer to a recorded mail that refuses it would be a server lying, which no client can account for.
            (_, SinkStage.Answer or SinkStage.AfterAnswer or SinkStage.Content) or (0, _) => SinkAction.Drop,
            (1, _) => SinkAction.Reply(451, "4.3.0 later"),
            _ => SinkAction.Reply(550, "5.7.1 never"),
        };
    }
}
