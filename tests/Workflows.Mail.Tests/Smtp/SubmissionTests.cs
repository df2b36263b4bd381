using FluentAssertions;
using Workflows.Mail.Smtp;
using Workflows.Testing.Smtp;
using Xunit;

namespace Workflows.Mail.Tests.Smtp;

public sealed class SubmissionTests
{
    public static TheoryData<bool, bool> Extensions => new() { { true, true }, { true, false }, { false, true }, { false, false } };

    [Theory]
    [MemberData(nameof(Extensions))]
    public async Task Mail_arrives_byte_for_byte(bool pipelining, bool chunking)
    {
        await using var sink = SmtpSink.Start(new SmtpSinkOptions { Pipelining = pipelining, Chunking = chunking });
        await using var transport = new SmtpTransport(sink.ClientOptions(), TimeProvider.System);
        var mail = SampleMail.Composed();

        for (var i = 0; i < 3; i++)
        {
            var result = await transport.SubmitAsync(SampleMail.Envelope(), mail, CancellationToken.None);
            result.Outcome.Should().Be(SubmissionOutcome.Sent, string.Join('\n', result.Conversation));
            result.Status.Should().Be(new EnhancedStatusCode(2, 0, 0));
        }

        sink.Messages.Should().HaveCount(3).And.OnlyContain(m => m.Chunked == chunking && m.Sender == "bounces@example.org");
        sink.Messages.Should().AllSatisfy(m => m.Content.ToArray().Should().Equal(mail.Content.ToArray()));
        sink.Connections.Should().Be(1);
    }

    [Theory]
    [InlineData(SinkStage.Sender, 550, SubmissionOutcome.Failed, SubmissionStage.Sender)]
    [InlineData(SinkStage.Sender, 451, SubmissionOutcome.Deferred, SubmissionStage.Sender)]
    [InlineData(SinkStage.Recipient, 550, SubmissionOutcome.Failed, SubmissionStage.Recipient)]
    [InlineData(SinkStage.Recipient, 450, SubmissionOutcome.Deferred, SubmissionStage.Recipient)]
    [InlineData(SinkStage.Data, 554, SubmissionOutcome.Failed, SubmissionStage.Content)]
    [InlineData(SinkStage.Data, 451, SubmissionOutcome.Deferred, SubmissionStage.Content)]
    [InlineData(SinkStage.Complete, 554, SubmissionOutcome.Failed, SubmissionStage.Answer)]
    [InlineData(SinkStage.Complete, 452, SubmissionOutcome.Deferred, SubmissionStage.Answer)]
    public async Task Refusals_tell_for_now_from_for_good_and_leave_the_connection_usable(
        SinkStage stage, int code, SubmissionOutcome outcome, SubmissionStage decided)
    {
        foreach (var (pipelining, chunking) in new[] { (true, false), (false, false), (true, true), (false, true) })
        {
            await using var sink = SmtpSink.Start(new SmtpSinkOptions { Pipelining = pipelining, Chunking = chunking });
            sink.Script = c => c.Stage == stage && c.Transaction == 1 ? SinkAction.Reply(code, $"{code / 100}.7.1 no") : null;
            await using var transport = new SmtpTransport(sink.ClientOptions(), TimeProvider.System);

            var refused = await transport.SubmitAsync(SampleMail.Envelope(), SampleMail.Composed(), CancellationToken.None);
            var next = await transport.SubmitAsync(SampleMail.Envelope(), SampleMail.Composed(), CancellationToken.None);

            refused.Outcome.Should().Be(outcome, string.Join('\n', refused.Conversation));
            refused.Stage.Should().Be(chunking && decided == SubmissionStage.Content ? SubmissionStage.Answer : decided);
            refused.Reply!.Code.Should().Be(code);
            refused.Status.Should().Be(new EnhancedStatusCode(code / 100, 7, 1));
            refused.Recipients.Should().ContainSingle().Which.Outcome.Should().Be(outcome);
            next.Outcome.Should().Be(SubmissionOutcome.Sent, string.Join('\n', next.Conversation));
            sink.Messages.Should().ContainSingle();
            sink.Connections.Should().Be(1);
        }
    }

    [Theory]
    [InlineData(SinkStage.Connect, SubmissionOutcome.NotSent)]
    [InlineData(SinkStage.Hello, SubmissionOutcome.NotSent)]
    [InlineData(SinkStage.Sender, SubmissionOutcome.NotSent)]
    [InlineData(SinkStage.Recipient, SubmissionOutcome.NotSent)]
    [InlineData(SinkStage.Complete, SubmissionOutcome.InDoubt)]
    [InlineData(SinkStage.Answer, SubmissionOutcome.InDoubt)]
    [InlineData(SinkStage.AfterAnswer, SubmissionOutcome.Sent)]
    public async Task Lost_connections_are_in_doubt_only_after_the_whole_content(SinkStage stage, SubmissionOutcome outcome)
    {
        foreach (var (pipelining, chunking) in new[] { (true, false), (false, false), (true, true) })
        {
            await using var sink = SmtpSink.Start(new SmtpSinkOptions { Pipelining = pipelining, Chunking = chunking });
            sink.Script = c => c.Stage == stage && c.Connection == 1 ? SinkAction.Drop : null;
            await using var transport = new SmtpTransport(sink.ClientOptions(), TimeProvider.System);

            var lost = await transport.SubmitAsync(SampleMail.Envelope(), SampleMail.Composed(), CancellationToken.None);
            var next = await transport.SubmitAsync(SampleMail.Envelope(), SampleMail.Composed(), CancellationToken.None);

            lost.Outcome.Should().Be(outcome, string.Join('\n', lost.Conversation));
            lost.Recipients.Should().ContainSingle().Which.Outcome.Should().Be(outcome);
            next.Outcome.Should().Be(SubmissionOutcome.Sent, string.Join('\n', next.Conversation));
            sink.Count.Should().Be(stage is SinkStage.Answer or SinkStage.AfterAnswer ? 2 : 1);
        }
    }

    [Fact]
    public async Task Nobody_listening_is_not_sent()
    {
        var sink = SmtpSink.Start();
        var options = sink.ClientOptions();
        await sink.DisposeAsync();
        await using var transport = new SmtpTransport(options, TimeProvider.System);

        var result = await transport.SubmitAsync(SampleMail.Envelope(), SampleMail.Composed(), CancellationToken.None);

        result.Outcome.Should().Be(SubmissionOutcome.NotSent);
        result.Stage.Should().Be(SubmissionStage.Connect);
        result.Conversation.Should().NotBeEmpty();
        transport.OpenConnections.Should().Be(0);
    }

    [Fact]
    public async Task Idle_connection_that_the_server_closed_is_replaced_without_a_trace()
    {
        await using var sink = SmtpSink.Start();
        sink.Script = c => c.Stage == SinkStage.AfterAnswer && c.Connection == 1 ? SinkAction.ReplyAndDrop(421, "4.4.2 idle") : null;
        await using var transport = new SmtpTransport(sink.ClientOptions(), TimeProvider.System);

        for (var i = 0; i < 2; i++)
        {
            var result = await transport.SubmitAsync(SampleMail.Envelope(), SampleMail.Composed(), CancellationToken.None);
            result.Outcome.Should().Be(SubmissionOutcome.Sent, string.Join('\n', result.Conversation));
        }

        sink.Connections.Should().Be(2);
    }

    [Fact]
    public async Task Each_recipient_has_its_own_outcome()
    {
        await using var sink = SmtpSink.Start();
        sink.Script = c => (c.Stage, c.Recipient) switch
        {
            (SinkStage.Recipient, "gone@example.net") => SinkAction.Reply(550, "5.1.1 unknown"),
            (SinkStage.Recipient, "full@example.net") => SinkAction.Reply(452, "4.2.2 full"),
            _ => null,
        };
        await using var transport = new SmtpTransport(sink.ClientOptions(), TimeProvider.System);
        var envelope = new MailEnvelope("bounces@example.org", "ada@example.net", "gone@example.net", "full@example.net");

        var result = await transport.SubmitAsync(envelope, SampleMail.Composed(), CancellationToken.None);

        result.Outcome.Should().Be(SubmissionOutcome.Sent);
        result.Recipients.Select(r => (r.Outcome, r.Reply!.Code)).Should().Equal(
            (SubmissionOutcome.Sent, 250), (SubmissionOutcome.Failed, 550), (SubmissionOutcome.Deferred, 452));
        sink.Messages.Single().Recipients.Should().Equal("ada@example.net");
    }
}
