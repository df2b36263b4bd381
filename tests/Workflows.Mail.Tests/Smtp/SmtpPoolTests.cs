using FluentAssertions;
using Workflows.Mail.Mime;
using Workflows.Mail.Smtp;
using Workflows.Testing.Smtp;
using Xunit;

namespace Workflows.Mail.Tests.Smtp;

public sealed class SmtpPoolTests
{
    [Fact]
    public async Task Connections_never_exceed_the_limit_and_every_mail_arrives_once()
    {
        await using var sink = SmtpSink.Start();
        await using var transport = new SmtpTransport(
            sink.ClientOptions() with { MaxConnections = 3, MaxMessagesPerConnection = 7 }, TimeProvider.System);

        var results = await Task.WhenAll(Enumerable.Range(0, 200).Select(i =>
            transport.SubmitAsync(SampleMail.Envelope(), SampleMail.Composed($"key-{i}"), CancellationToken.None)));

        results.Should().OnlyContain(r => r.Outcome == SubmissionOutcome.Sent);
        sink.Messages.Select(m => m.Header("Message-ID")).Should().HaveCount(200).And.OnlyHaveUniqueItems();
        sink.MostOpenConnections.Should().BeLessThanOrEqualTo(3);
        sink.Messages.GroupBy(m => m.Connection).Should().OnlyContain(g => g.Count() <= 7);
    }

    [Fact]
    public async Task Idle_connections_are_closed_by_the_clock()
    {
        var time = new ManualTime();
        await using var sink = SmtpSink.Start();
        await using var transport = new SmtpTransport(sink.ClientOptions(), time);
        await transport.SubmitAsync(SampleMail.Envelope(), SampleMail.Composed(), CancellationToken.None);
        transport.OpenConnections.Should().Be(1);

        time.Advance(TimeSpan.FromSeconds(31));
        await transport.SubmitAsync(SampleMail.Envelope(), SampleMail.Composed(), CancellationToken.None);

        sink.Connections.Should().Be(2);
        transport.OpenConnections.Should().Be(1);
    }

    [Theory]
    [InlineData(SinkStage.Connect, SubmissionOutcome.NotSent, SubmissionStage.Greeting)]
    [InlineData(SinkStage.Hello, SubmissionOutcome.NotSent, SubmissionStage.Hello)]
    [InlineData(SinkStage.Recipient, SubmissionOutcome.NotSent, SubmissionStage.Recipient)]
    [InlineData(SinkStage.Answer, SubmissionOutcome.InDoubt, SubmissionStage.Answer)]
    public async Task Silent_servers_run_into_the_time_limit(SinkStage stage, SubmissionOutcome outcome, SubmissionStage decided)
    {
        var time = new ManualTime();
        var asked = new TaskCompletionSource();
        await using var sink = SmtpSink.Start(new SmtpSinkOptions { Chunking = false, Pipelining = false });
        sink.Script = c => c.Stage == stage ? Silence() : null;
        await using var transport = new SmtpTransport(sink.ClientOptions(), time);

        var submission = transport.SubmitAsync(SampleMail.Envelope(), SampleMail.Composed(), CancellationToken.None);
        await asked.Task;
        await time.AdvanceUntilAsync(submission, TimeSpan.FromMinutes(1));
        var result = await submission;

        result.Outcome.Should().Be(outcome);
        result.Stage.Should().Be(decided);
        result.Explanation.Should().Contain("did not answer");

        SinkAction Silence()
        {
            asked.TrySetResult();
            return SinkAction.WaitFor(new TaskCompletionSource().Task);
        }
    }

    [Fact]
    public async Task Cancellation_throws_before_the_content_and_leaves_doubt_after_it()
    {
        foreach (var (stage, inDoubt) in new[] { (SinkStage.Recipient, false), (SinkStage.Answer, true) })
        {
            using var cancel = new CancellationTokenSource();
            await using var sink = SmtpSink.Start();
            sink.Script = c => c.Stage == stage ? Cancel(cancel) : null;
            var options = sink.ClientOptions();
            options = options with { Timeouts = options.Timeouts with { AnswerAfterCancellation = TimeSpan.Zero } };
            await using var transport = new SmtpTransport(options, TimeProvider.System);

            var submit = () => transport.SubmitAsync(SampleMail.Envelope(), SampleMail.Composed(), cancel.Token);

            if (inDoubt)
            {
                (await submit()).Outcome.Should().Be(SubmissionOutcome.InDoubt);
            }
            else
            {
                await submit.Should().ThrowAsync<OperationCanceledException>();
            }

            transport.OpenConnections.Should().Be(0);
        }

        static SinkAction Cancel(CancellationTokenSource source)
        {
            source.Cancel();
            return SinkAction.WaitFor(new TaskCompletionSource().Task);
        }
    }

    [Fact]
    public async Task Answer_that_comes_within_the_grace_after_cancellation_counts()
    {
        using var cancel = new CancellationTokenSource();
        await using var sink = SmtpSink.Start();
        sink.Script = c =>
        {
            if (c.Stage == SinkStage.Answer)
            {
                cancel.Cancel();
            }

            return null;
        };
        await using var transport = new SmtpTransport(sink.ClientOptions(), TimeProvider.System);

        var result = await transport.SubmitAsync(SampleMail.Envelope(), SampleMail.Composed(), cancel.Token);

        result.Outcome.Should().Be(SubmissionOutcome.Sent);
    }

    [Fact]
    public async Task Large_mail_lost_inside_its_content_is_not_sent()
    {
        foreach (var chunking in new[] { true, false })
        {
            await using var sink = SmtpSink.Start(new SmtpSinkOptions { Chunking = chunking });
            sink.Script = c => c.Stage == SinkStage.Content ? SinkAction.Drop : null;
            await using var transport = new SmtpTransport(sink.ClientOptions(), TimeProvider.System);
            var mail = new MailComposer(TimeProvider.System).Compose(SampleMail.Message() with
            {
                Attachments = [new MailAttachment("big.bin", "application/octet-stream", new byte[20_000_000])],
            });

            var result = await transport.SubmitAsync(SampleMail.Envelope(), mail, CancellationToken.None);

            result.Outcome.Should().Be(SubmissionOutcome.NotSent, result.Explanation);
            result.Stage.Should().Be(SubmissionStage.Content);
            sink.Count.Should().Be(0);
        }
    }

    [Fact]
    public async Task What_the_server_cannot_carry_fails_before_a_byte_is_sent()
    {
        await using var small = SmtpSink.Start(new SmtpSinkOptions { Size = 100 });
        await using var ascii = SmtpSink.Start(new SmtpSinkOptions { SmtpUtf8 = false, EightBitMime = false });
        var eightBit = new MailComposer(TimeProvider.System, new MailComposerOptions { Allow8Bit = true })
            .Compose(SampleMail.Message() with { Text = "grün\n" });
        var cases = new[]
        {
            (small, SampleMail.Envelope(), SampleMail.Composed(), "5.3.4"),
            (ascii, new MailEnvelope("", "jörg@example.net"), SampleMail.Composed(), "5.6.7"),
            (ascii, SampleMail.Envelope(), eightBit, "5.6.3"),
        };
        foreach (var (sink, envelope, mail, status) in cases)
        {
            await using var transport = new SmtpTransport(sink.ClientOptions(), TimeProvider.System);
            var result = await transport.SubmitAsync(envelope, mail, CancellationToken.None);
            result.Outcome.Should().Be(SubmissionOutcome.Failed);
            result.Status.ToString().Should().Be(status);
            result.Conversation.Should().NotContain(l => l.StartsWith("C: MAIL", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Extensions_are_used_as_offered()
    {
        await using var sink = SmtpSink.Start();
        await using var transport = new SmtpTransport(sink.ClientOptions(), TimeProvider.System);
        var envelope = new MailEnvelope("", "jörg@example.net")
        {
            Notification = new DeliveryNotification { EnvelopeId = "a+b=c", Notify = NotifyOn.Failure | NotifyOn.Success },
        };
        var mail = new MailComposer(TimeProvider.System, new MailComposerOptions { Allow8Bit = true })
            .Compose(SampleMail.Message() with { Text = "grün\n.\n" });

        var result = await transport.SubmitAsync(envelope, mail, CancellationToken.None);

        result.Outcome.Should().Be(SubmissionOutcome.Sent, string.Join('\n', result.Conversation));
        var message = sink.Messages.Single();
        message.SenderParameters.Should().Equal($"SIZE={mail.Content.Length}", "BODY=8BITMIME", "SMTPUTF8", "RET=HDRS", "ENVID=a+2Bb+3Dc");
        message.RecipientParameters.Single().Should().Equal("NOTIFY=SUCCESS,FAILURE");
        message.Recipients.Should().Equal("jörg@example.net");
        message.Content.ToArray().Should().Equal(mail.Content.ToArray());
    }

    [Fact]
    public async Task Original_recipient_is_announced_where_dsn_is_asked_for()
    {
        await using var sink = SmtpSink.Start();
        await using var transport = new SmtpTransport(sink.ClientOptions(), TimeProvider.System);
        var envelope = new MailEnvelope("", "a+b=c@example.net") { Notification = new DeliveryNotification { Notify = NotifyOn.Never } };

        await transport.SubmitAsync(envelope, SampleMail.Composed(), CancellationToken.None);

        sink.Messages.Single().RecipientParameters.Single().Should().Equal("NOTIFY=NEVER", "ORCPT=rfc822;a+2Bb+3Dc@example.net");
    }

    [Fact]
    public async Task Failing_token_service_is_a_mail_not_sent()
    {
        await using var sink = SmtpSink.Start(new SmtpSinkOptions { StartTls = true, Mechanisms = ["XOAUTH2"] });
        var options = sink.ClientOptions() with
        {
            Credentials = SmtpCredentials.AccessToken("u", _ => throw new HttpRequestException("token service is down")),
        };
        await using var transport = new SmtpTransport(options, TimeProvider.System);

        var result = await transport.SubmitAsync(SampleMail.Envelope(), SampleMail.Composed(), CancellationToken.None);

        result.Outcome.Should().Be(SubmissionOutcome.NotSent);
        result.Stage.Should().Be(SubmissionStage.Authentication);
    }

    [Fact]
    public async Task Old_server_without_ehlo_takes_mail()
    {
        await using var sink = SmtpSink.Start(new SmtpSinkOptions { Extended = false });
        await using var transport = new SmtpTransport(sink.ClientOptions(), TimeProvider.System);

        var result = await transport.SubmitAsync(SampleMail.Envelope(), SampleMail.Composed(), CancellationToken.None);

        result.Outcome.Should().Be(SubmissionOutcome.Sent, string.Join('\n', result.Conversation));
        sink.Messages.Single().SenderParameters.Should().BeEmpty();
    }

    [Fact]
    public void Options_name_every_problem_at_once()
    {
        var create = () => new SmtpTransport(
            new SmtpServerOptions { Host = "", Port = 0, MaxConnections = 0, LocalName = "a b", Timeouts = new SmtpTimeouts { Idle = TimeSpan.Zero } },
            TimeProvider.System);

        create.Should().Throw<ArgumentException>().Which.Message.Should()
            .ContainAll("Host", "Port", "MaxConnections", "LocalName", "Timeouts.Idle");
    }
}
