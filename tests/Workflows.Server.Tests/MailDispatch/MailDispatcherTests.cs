using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Server.Hosting;
using Workflows.Testing.Smtp;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Server.Tests.MailDispatch;

public sealed class MailDispatcherTests
{
    [Fact]
    public async Task A_queued_mail_arrives_as_stored_and_is_marked_sent()
    {
        await using var host = await DispatchHost.CreateAsync();
        var id = await host.AddMailAsync();

        var process = await host.StartAsync();
        await host.Sink.WaitForAsync(1);
        await StatusBecomesAsync(host, id, "sent");

        var mail = host.Sink.Messages[0];
        mail.Sender.Should().Be("desk@firm.example");
        mail.Recipients.Should().Equal("ann@example.com");
        mail.Header("From").Should().Be("\"Firm Desk\" <desk@firm.example>");
        mail.Header("To").Should().Be("Ann <ann@example.com>");
        mail.Header("Subject").Should().Be("Hello 5");
        mail.Header("Message-ID").Should().Be($"<{id:N}@firm.example>");
        mail.Header("Auto-Submitted").Should().Be("auto-generated");
        mail.Header("X-Auto-Response-Suppress").Should().Be("All");
        mail.Raw.Should().Contain("text/plain").And.Contain("text/html");
        (await host.ScalarAsync<int>($"select attempts from message_logs where id = '{id}'")).Should().Be(1);
        (await host.ScalarAsync<DateTimeOffset>($"select sent_at from message_logs where id = '{id}'")).Should().Be(host.Clock.GetUtcNow());
        (await host.ScalarAsync<string>($"select smtp_log from message_logs where id = '{id}'")).Should().Contain("S: 250").And.NotContain("<p>Hi");
        process.State.Sent.Should().Be(1);
        process.State.Problem.Should().BeNull();
    }

    [Fact]
    public async Task A_signal_sends_at_once_without_waiting_for_the_poll()
    {
        await using var host = await DispatchHost.CreateAsync();
        var process = await host.StartAsync(("MailDispatch:PollEvery", "00:05:00"));
        await host.AddMailAsync();

        process.Signal.Raise();

        await host.Sink.WaitForAsync(1).WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task A_mail_for_later_leaves_when_the_clock_gets_there()
    {
        await using var host = await DispatchHost.CreateAsync();
        var later = await host.AddMailAsync(notBefore: host.Clock.GetUtcNow().AddHours(3));
        var now = await host.AddMailAsync();
        await host.StartAsync();
        await StatusBecomesAsync(host, now, "sent");
        (await host.StatusAsync(later)).Should().Be("queued");

        host.Clock.Advance(TimeSpan.FromHours(3));

        await StatusBecomesAsync(host, later, "sent");
    }

    [Fact]
    public async Task Higher_priority_overtakes()
    {
        await using var host = await DispatchHost.CreateAsync();
        foreach (var priority in new[] { 9, 5, 0, 5, 9 })
        {
            await host.AddMailAsync(priority: priority);
        }

        // One sender could otherwise hand over the second mail while another still waits with the first.
        var order = new List<string>();
        host.Sink.Script = context =>
        {
            if (context.Stage == SinkStage.Sender)
            {
                lock (order)
                {
                    order.Add("mail");
                }
            }

            return null;
        };
        await host.StartAsync(("Smtp:MaxConnections", "1"));
        await host.Sink.WaitForAsync(5);

        host.Sink.Messages[0].Header("Subject").Should().BeOneOf("Hello 0", "Hello 5");
        host.Sink.Messages[^1].Header("Subject").Should().BeOneOf("Hello 9", "Hello 5");
        host.Sink.Messages.Take(2).Select(static m => m.Header("Subject")).Should().Contain("Hello 0");
        order.Should().HaveCount(5);
    }

    [Fact]
    public async Task A_refusal_for_now_is_tried_again_later_and_a_refusal_for_good_is_not()
    {
        await using var host = await DispatchHost.CreateAsync();
        host.Sink.Script = static context => context switch
        {
            { Stage: SinkStage.Recipient, Recipient: "grey@example.com" } => SinkAction.Reply(451, "4.7.1 greylisted"),
            { Stage: SinkStage.Recipient, Recipient: "gone@example.com" } => SinkAction.Reply(550, "5.1.1 no such user"),
            _ => null,
        };
        var grey = await host.AddMailAsync("grey@example.com");
        var gone = await host.AddMailAsync("gone@example.com");
        await host.StartAsync();

        await StatusBecomesAsync(host, grey, "deferred");
        await StatusBecomesAsync(host, gone, "failed");
        (await host.ScalarAsync<string>($"select last_error from message_logs where id = '{gone}'")).Should().Contain("5.1.1");
        var next = await host.ScalarAsync<DateTimeOffset>($"select next_attempt_at from message_logs where id = '{grey}'");
        (next - host.Clock.GetUtcNow()).Should().BeCloseTo(TimeSpan.FromMinutes(1), TimeSpan.FromSeconds(6));

        host.Sink.Script = null;
        host.Clock.Advance(TimeSpan.FromMinutes(2));
        await StatusBecomesAsync(host, grey, "sent");
        (await host.ScalarAsync<int>($"select attempts from message_logs where id = '{grey}'")).Should().Be(2);
        (await host.StatusAsync(gone)).Should().Be("failed");
    }

    [Fact]
    public async Task A_mail_refused_for_days_has_failed()
    {
        await using var host = await DispatchHost.CreateAsync();
        host.Sink.Script = static context => context.Stage == SinkStage.Recipient ? SinkAction.Reply(450, "4.2.2 full") : null;
        var id = await host.AddMailAsync();
        host.Clock.Advance(TimeSpan.FromDays(4));
        await host.StartAsync();
        await StatusBecomesAsync(host, id, "deferred");

        host.Clock.Advance(TimeSpan.FromDays(3));

        await StatusBecomesAsync(host, id, "failed");
        (await host.ScalarAsync<string>($"select last_error from message_logs where id = '{id}'")).Should().Contain("Given up").And.Contain("4.2.2");
    }

    [Theory]
    [InlineData(SinkStage.Answer, "in_doubt", 1)]
    [InlineData(SinkStage.Complete, "in_doubt", 0)]
    public async Task A_connection_lost_after_the_content_leaves_the_mail_in_doubt_and_never_sends_it_again(
        SinkStage stage, string status, int taken)
    {
        await using var host = await DispatchHost.CreateAsync();
        host.Sink.Script = context => context.Stage == stage ? SinkAction.Drop : null;
        var id = await host.AddMailAsync();
        await host.StartAsync();

        await StatusBecomesAsync(host, id, status);
        host.Sink.Script = null;
        var control = await host.AddMailAsync();
        host.Clock.Advance(TimeSpan.FromDays(1));
        await StatusBecomesAsync(host, control, "sent");

        (await host.StatusAsync(id)).Should().Be("in_doubt");
        host.Sink.Count.Should().Be(taken + 1);
    }

    [Fact]
    public async Task An_outage_holds_everything_back_and_ends_by_itself()
    {
        await using var host = await DispatchHost.CreateAsync();
        host.Sink.Script = static context => context.Stage == SinkStage.Connect ? SinkAction.ReplyAndDrop(421, "4.3.2 closed for today") : null;
        await host.AddMailsAsync(200);
        var process = await host.StartAsync();
        await Eventually.TrueAsync(() => process.State.Problem is not null, "the outage is noticed");
        process.State.Problem.Should().Contain("closed for today");

        host.Sink.Script = null;
        await host.Sink.WaitForAsync(200).WaitAsync(TimeSpan.FromMinutes(2));

        await Eventually.TrueAsync(
            async () => await host.ScalarAsync<long>("select count(*) from message_logs where status = 'sent' and attempts = 1 and first_refused_at is null") == 200,
            "all are sent, and the outage counts as no attempt");
        process.State.Problem.Should().BeNull();
        host.Sink.Count.Should().Be(200);
    }

    [Fact]
    public async Task A_recipient_suppressed_after_queueing_gets_nothing()
    {
        await using var host = await DispatchHost.CreateAsync();
        var id = await host.AddMailAsync("Ann@example.com");
        await host.ExecuteAsync(
            $"insert into suppressions (tenant_id, id, address, reason) values ('{host.Tenant}', '{Guid.CreateVersion7()}', 'ann@example.com', 'complaint')");

        await host.StartAsync();

        await StatusBecomesAsync(host, id, "suppressed");
        host.Sink.Count.Should().Be(0);
    }

    [Fact]
    public async Task Without_a_server_mails_wait_and_the_state_says_so()
    {
        await using var host = await DispatchHost.CreateAsync();
        var id = await host.AddMailAsync();

        var process = await host.StartAsync(("Smtp:Host", ""));
        await process.Dispatcher.ExecuteTask!;

        process.State.Problem.Should().Contain("no mail server is configured");
        var readiness = await process.Services.GetRequiredService<IReadiness>().CheckAsync(default);
        readiness.Should().BeEquivalentTo(new ReadinessCheck(
            "mail", true, "no mail server is configured (Smtp:Host); mails wait in the message log; 1 waiting"));
        (await host.StatusAsync(id)).Should().Be("queued");
    }

    [Fact]
    public async Task Many_mails_leave_once_each_over_few_connections_shared_by_two_processes()
    {
        await using var host = await DispatchHost.CreateAsync(new SmtpSinkOptions { KeepContent = false });
        await host.AddMailsAsync(2000);

        await host.StartAsync(("Smtp:MaxConnections", "4"));
        await host.StartAsync(("Smtp:MaxConnections", "4"));
        await host.Sink.WaitForAsync(2000).WaitAsync(TimeSpan.FromMinutes(2));
        await Eventually.TrueAsync(
            async () => await host.ScalarAsync<long>("select count(*) from message_logs where status = 'sent' and attempts = 1") == 2000,
            "all are marked sent");

        host.Sink.Messages.SelectMany(static m => m.Recipients).Should().OnlyHaveUniqueItems().And.HaveCount(2000);
        host.Sink.MostOpenConnections.Should().BeLessThanOrEqualTo(8);
    }

    [Fact]
    public async Task Passwords_reach_neither_the_log_nor_the_row()
    {
        await using var host = await DispatchHost.CreateAsync(
            new SmtpSinkOptions { Mechanisms = ["PLAIN"], RequireAuthentication = true, User = "desk", Password = "hunter2hunter2" });
        var id = await host.AddMailAsync();

        await host.StartAsync(("Smtp:Username", "desk"), ("Smtp:Password", "hunter2hunter2"));
        await StatusBecomesAsync(host, id, "sent");

        host.Sink.Messages[0].User.Should().Be("desk");
        var everything = host.Log.All + await host.ScalarAsync<string>($"select m::text from message_logs m where id = '{id}'");
        everything.Should().NotContain("hunter2").And.NotContain(Convert.ToBase64String("\0desk\0hunter2hunter2"u8));
    }

    private static Task<string?> StatusBecomesAsync(DispatchHost host, Guid id, string status) => Eventually.GetAsync(
        () => host.StatusAsync(id), found => found == status, $"mail {id} is {status}");
}
