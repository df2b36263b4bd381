using System.Text;
using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Workflows.Mail.Inbound;
using Workflows.Server.MailDispatch;
using Workflows.Server.MailInbound;
using Workflows.Server.Tests.MailDispatch;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Server.Tests.MailInbound;

public sealed class InboundDeskTests
{
    private static readonly SmtpSettings Smtp = new() { ReturnPath = "bounces@firm.example", ReturnPathSecret = "sixteen letters and more" };

    [Fact]
    public async Task A_hard_bounce_ends_the_address_once_however_often_it_comes()
    {
        await using var host = await DispatchHost.CreateAsync();
        var id = await host.AddMailAsync("Ann@example.com", "sent");
        var bounce = Bounce(ReturnPath(id), "ann@forwarded.example", "failed", "5.1.1", "550 5.1.1 no such user");

        var first = await Desk(host).TakeAsync(bounce, InboundSource.Folder, default);
        var again = await Desk(host).TakeAsync(bounce, InboundSource.Webhook, default);

        first.Should().BeEquivalentTo(new InboundOutcome(InboundKind.HardBounce, id, "return_path", ["ann@example.com"], ["ann@example.com"]));
        again.Recipients.Should().BeEmpty();
        (await host.ScalarAsync<string>("select reason || ':' || address || ':' || tenant_id from suppressions")).Should().Be($"bounce:ann@example.com:{host.Tenant}");
        (await host.ScalarAsync<string>("select kind || ' ' || status || ' ' || suppressed from mail_reports")).Should().Be("hard_bounce 5.1.1 true");
    }

    [Fact]
    public async Task Soft_bounces_of_three_mails_in_a_month_end_an_address_and_a_delivery_makes_them_forgotten()
    {
        await using var host = await DispatchHost.CreateAsync();
        await SoftAsync(host);
        await SoftAsync(host);
        await host.ExecuteAsync("update mail_reports set received_at = received_at - interval '31 days'");
        await SoftAsync(host);
        await SoftAsync(host);
        host.Clock.Advance(TimeSpan.FromHours(1));
        var delivered = await host.AddMailAsync(status: "sent");
        await Desk(host).TakeAsync(Bounce(ReturnPath(delivered), "ann@example.com", "delivered", "2.0.0", "250 ok"), InboundSource.Folder, default);
        host.Clock.Advance(TimeSpan.FromHours(1));
        await SoftAsync(host);
        (await SoftAsync(host)).Suppressed.Should().BeEmpty();
        (await host.ScalarAsync<long>("select count(*) from suppressions")).Should().Be(0);

        (await SoftAsync(host)).Suppressed.Should().Equal("ann@example.com");
    }

    [Fact]
    public async Task A_complaint_ends_the_address_by_its_message_id()
    {
        await using var host = await DispatchHost.CreateAsync();
        var id = await host.AddMailAsync(status: "sent");

        var outcome = await Desk(host).TakeAsync(Complaint(id, "ann@example.com"), InboundSource.Webhook, default);

        outcome.MatchedBy.Should().Be("message_id");
        (await host.ScalarAsync<string>("select reason from suppressions where address = 'ann@example.com'")).Should().Be("complaint");
    }

    [Fact]
    public async Task Who_knows_a_message_id_cannot_end_other_addresses()
    {
        await using var host = await DispatchHost.CreateAsync();
        var id = await host.AddMailAsync(status: "sent");

        var outcome = await Desk(host).TakeAsync(Complaint(id, "victim@example.com"), InboundSource.Webhook, default);

        outcome.MessageLogId.Should().Be(id);
        outcome.Suppressed.Should().BeEmpty();
        (await host.ScalarAsync<long>("select count(*) from suppressions")).Should().Be(0);
    }

    [Fact]
    public async Task An_auto_reply_is_noted_and_ends_nothing_and_a_forged_return_path_matches_nothing()
    {
        await using var host = await DispatchHost.CreateAsync();
        var id = await host.AddMailAsync(status: "sent");
        var reply = Mail($"From: ann@example.com\nTo: {ReturnPath(id)}\nSubject: Out of office\nAuto-Submitted: auto-replied\n\nBack on Monday\n");
        var forged = Bounce($"bounces+{id:N}-aaaaaaaaaa@firm.example", "ann@example.com", "failed", "5.1.1", "550 no such user");

        (await Desk(host).TakeAsync(reply, InboundSource.Folder, default)).Kind.Should().Be(InboundKind.AutoReply);
        (await Desk(host).TakeAsync(forged, InboundSource.Folder, default)).MatchedBy.Should().Be("nothing");

        (await host.ScalarAsync<long>("select count(*) from suppressions")).Should().Be(0);
        (await host.ScalarAsync<long>("select count(*) from mail_reports where tenant_id is null")).Should().Be(1);
    }

    [Fact]
    public async Task A_report_settles_a_mail_in_doubt_it_had_arrived()
    {
        await using var host = await DispatchHost.CreateAsync();
        var id = await host.AddMailAsync(status: "in_doubt");

        await Desk(host).TakeAsync(Bounce(ReturnPath(id), "ann@example.com", "delayed", "4.4.1", "connection timed out"), InboundSource.Folder, default);

        (await host.StatusAsync(id)).Should().Be("sent");
    }

    [Fact]
    public async Task A_drop_folder_and_a_maildir_are_read_and_the_files_moved_away()
    {
        await using var host = await DispatchHost.CreateAsync();
        var drop = Directory.CreateTempSubdirectory("workflows-drop-");
        var maildir = Directory.CreateTempSubdirectory("workflows-maildir-");
        Directory.CreateDirectory(Path.Combine(maildir.FullName, "new"));
        Directory.CreateDirectory(Path.Combine(maildir.FullName, "cur"));
        var one = await host.AddMailAsync("a@example.com", "sent");
        var two = await host.AddMailAsync("b@example.com", "sent");
        await File.WriteAllBytesAsync(Path.Combine(drop.FullName, "1.eml"), Bounce(ReturnPath(one), "a@example.com", "failed", "5.1.1", "no such user").ToArray());
        await File.WriteAllBytesAsync(Path.Combine(drop.FullName, "2.eml"), new byte[2000]);
        await File.WriteAllBytesAsync(Path.Combine(drop.FullName, ".3.eml"), "being written"u8.ToArray());
        await File.WriteAllBytesAsync(Path.Combine(maildir.FullName, "new", "1.host"), Bounce(ReturnPath(two), "b@example.com", "failed", "5.1.1", "no such user").ToArray());

        foreach (var folder in new[] { drop, maildir })
        {
            using var reader = new InboundFolder(
                Desk(host), Options.Create(new MailInboundOptions { Folder = folder.FullName, PollEvery = TimeSpan.FromMilliseconds(50), MaxBytes = 1500 }),
                NullLogger<InboundFolder>.Instance);
            await reader.StartAsync(default);
            await Eventually.TrueAsync(
                () => Directory.GetFiles(folder.FullName, "*", SearchOption.AllDirectories).All(static f => f.Contains("cur", StringComparison.Ordinal)
                    || f.Contains("done", StringComparison.Ordinal) || f.Contains("failed", StringComparison.Ordinal) || Path.GetFileName(f)[0] == '.'),
                "all files are moved");
            await reader.StopAsync(default);
        }

        (await host.ScalarAsync<string[]>("select array_agg(address order by address) from suppressions")).Should().Equal("a@example.com", "b@example.com");
        File.Exists(Path.Combine(maildir.FullName, "cur", "1.host:2,S")).Should().BeTrue();
        File.Exists(Path.Combine(drop.FullName, "failed", "2.eml")).Should().BeTrue();
        File.Exists(Path.Combine(drop.FullName, ".3.eml")).Should().BeTrue();
        drop.Delete(recursive: true);
        maildir.Delete(recursive: true);
    }

    private static async Task<InboundOutcome> SoftAsync(DispatchHost host)
    {
        var id = await host.AddMailAsync(status: "sent");
        return await Desk(host).TakeAsync(Bounce(ReturnPath(id), "ann@example.com", "failed", "5.2.2", "552 5.2.2 mailbox full"), InboundSource.Folder, default);
    }

    private static InboundDesk Desk(DispatchHost host) => new(
        host.DataSource, Options.Create(Smtp), Options.Create(new MailInboundOptions()), host.Clock, NullLogger<InboundDesk>.Instance);

    private static string ReturnPath(Guid id) => ReturnPaths.Of(Smtp)!.Encode(id.ToString("N"));

    private static ReadOnlyMemory<byte> Bounce(string to, string recipient, string action, string status, string diagnostic) => Mail(
        $"""
        From: MAILER-DAEMON@mx.example
        To: {to}
        Subject: Delivery Status Notification
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: text/plain

        About your mail.
        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example

        Final-Recipient: rfc822; {recipient}
        Action: {action}
        Status: {status}
        Diagnostic-Code: smtp; {diagnostic}
        --b--

        """);

    private static ReadOnlyMemory<byte> Complaint(Guid id, string recipient) => Mail(
        $"""
        From: feedback@provider.example
        To: abuse@firm.example
        Subject: complaint
        Content-Type: multipart/report; report-type=feedback-report; boundary="b"

        --b
        Content-Type: message/feedback-report

        Feedback-Type: abuse
        Original-Rcpt-To: {recipient}
        --b
        Content-Type: message/rfc822

        From: desk@firm.example
        To: {recipient}
        Message-ID: <{id:N}@firm.example>
        Subject: Hello

        Hi
        --b--

        """);

    private static ReadOnlyMemory<byte> Mail(string text) => Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\r\n"));
}
