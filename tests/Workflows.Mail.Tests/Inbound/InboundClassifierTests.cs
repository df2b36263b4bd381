using System.Text;
using FluentAssertions;
using Workflows.Mail.Inbound;
using Xunit;

namespace Workflows.Mail.Tests.Inbound;

public sealed class InboundClassifierTests
{
    [Theory]
    [InlineData("failed", "5.1.1", "550 5.1.1 User unknown", InboundKind.HardBounce, "5.1.1")]
    [InlineData("failed", "5.0.0", "550 5.1.1 User unknown", InboundKind.HardBounce, "5.1.1")]
    [InlineData("failed", "5.0.0", "550 no such user here", InboundKind.HardBounce, "5.1.1")]
    [InlineData("failed", "5.2.2", "552 5.2.2 over quota", InboundKind.SoftBounce, "5.2.2")]
    [InlineData("failed", "5.1.1", "552 5.2.2 over quota", InboundKind.SoftBounce, "5.2.2")]
    [InlineData("failed", "5.0.0", "550 mailbox is full", InboundKind.SoftBounce, "5.2.2")]
    [InlineData("failed", "5.2.1", "550 5.2.1 mailbox disabled", InboundKind.HardBounce, "5.2.1")]
    [InlineData("failed", "5.7.1", "554 5.7.1 rejected as spam", InboundKind.SoftBounce, "5.7.1")]
    [InlineData("failed", "5.3.4", "552 5.3.4 message too big", InboundKind.SoftBounce, "5.3.4")]
    [InlineData("failed", "5.4.4", "Host not found", InboundKind.HardBounce, "5.4.4")]
    [InlineData("failed", "4.4.7", "delivery time expired", InboundKind.SoftBounce, "4.4.7")]
    [InlineData("failed", "4.1.2", "lookup responded with code NXDOMAIN", InboundKind.HardBounce, "4.1.2")]
    [InlineData("delayed", "4.4.1", "connect timed out", InboundKind.SoftBounce, "4.4.1")]
    [InlineData("delivered", "2.0.0", "250 ok", InboundKind.NotABounce, "2.0.0")]
    public void Delivery_reports_are_judged_by_status_and_words(string action, string status, string diagnostic, InboundKind kind, string expected)
    {
        var report = Classify(InboundSamples.Report.Replace("$ACTION$", action, StringComparison.Ordinal)
            .Replace("$STATUS$", status, StringComparison.Ordinal).Replace("$DIAGNOSTIC$", diagnostic, StringComparison.Ordinal));

        report.Kind.Should().Be(kind);
        var recipient = report.Recipients.Should().ContainSingle().Subject;
        recipient.Address.Should().Be("ada@example.net");
        recipient.Action.Should().Be(action);
        recipient.Status.ToString().Should().Be(expected);
        recipient.Diagnostic.Should().Be(diagnostic);
        report.OriginalMessageIds.Should().Equal("m1@example.org");
        report.OriginalEnvelopeId.Should().Be("env-7");
        report.SentTo.Should().Contain("bounces+42@mail.example.org");
    }

    [Theory]
    [InlineData("abuse", true)]
    [InlineData("opt-out", true)]
    [InlineData("not-spam", false)]
    [InlineData("auth-failure", false)]
    public void Feedback_reports_are_complaints_and_only_real_ones_end_the_subscription(string type, bool ends)
    {
        var report = Classify(InboundSamples.Feedback.Replace("$TYPE$", type, StringComparison.Ordinal));

        report.Kind.Should().Be(InboundKind.Complaint);
        report.FeedbackType.Should().Be(type);
        report.EndsSubscription.Should().Be(ends);
        report.Recipients.Should().ContainSingle().Which.Address.Should().Be("ada@example.net");
        report.OriginalMessageIds.Should().Equal("m2@example.org");
    }

    [Fact]
    public void Free_text_names_each_recipient_with_its_own_reason()
    {
        var report = Classify(InboundSamples.Qmail);

        report.Kind.Should().Be(InboundKind.HardBounce);
        report.Recipients.Select(r => (r.Address, r.Status.ToString(), r.Kind)).Should().Equal(
            ("gone@example.net", "5.1.1", InboundKind.HardBounce), ("full@example.net", "5.2.2", InboundKind.SoftBounce));
        report.OriginalMessageIds.Should().Equal("m3@example.org");
    }

    [Fact]
    public void Announced_recipients_need_no_report()
    {
        var report = Classify(InboundSamples.Announced);

        report.Kind.Should().Be(InboundKind.HardBounce);
        report.Recipients.Single().Should().BeEquivalentTo(new { Address = "nobody@example.com" });
        report.Recipients.Single().Status.ToString().Should().Be("5.1.2");
        report.OriginalMessageIds.Should().Equal("m4@example.org");
    }

    [Fact]
    public void Provider_notices_in_json_are_read()
    {
        var report = Classify(InboundSamples.ProviderNotice);

        report.Kind.Should().Be(InboundKind.SoftBounce);
        report.Recipients.Single().Address.Should().Be("ada@example.net");
        report.OriginalMessageIds.Should().Equal("p-1");
    }

    [Fact]
    public void Automatic_replies_name_their_author_and_what_they_answer()
    {
        var office = Classify(InboundSamples.OutOfOffice);
        var vacation = Classify(InboundSamples.Vacation);
        var foreign = Classify(InboundSamples.ForeignReply);

        new[] { office, vacation, foreign }.Should().OnlyContain(r => r.Kind == InboundKind.AutoReply && r.Recipients[0].Address == "ada@example.net");
        office.OriginalMessageIds.Should().Equal("m5@example.org");
        vacation.OriginalMessageIds.Should().Equal("m6@example.org", "m0@example.org");
        foreign.Subject.Should().Be("Réponse automatique : Ticket");
    }

    [Fact]
    public void Ordinary_mails_are_not_bounces()
    {
        foreach (var mail in InboundSamples.Ordinary)
        {
            Classify(mail).Kind.Should().Be(InboundKind.NotABounce, mail);
        }
    }

    [Fact]
    public void Damaged_mails_never_throw()
    {
        string[] samples =
        [
            InboundSamples.Report, InboundSamples.Feedback, InboundSamples.Qmail, InboundSamples.Announced, InboundSamples.ProviderNotice,
            InboundSamples.OutOfOffice, .. InboundSamples.Ordinary,
        ];
        var random = new Random(11);
        for (var i = 0; i < 4000; i++)
        {
            var bytes = Encoding.Latin1.GetBytes(samples[i % samples.Length]);
            for (var n = random.Next(1, 12); n > 0 && bytes.Length > 0; n--)
            {
                var at = random.Next(bytes.Length);
                if (n % 3 == 0)
                {
                    var length = Math.Min(random.Next(200), bytes.Length - at);
                    bytes = [.. bytes.AsSpan(0, at), .. bytes.AsSpan(at + length)];
                }
                else
                {
                    bytes[at] = (byte)random.Next(256);
                }
            }

            var read = () => InboundClassifier.Classify(bytes);
            read.Should().NotThrow(Convert.ToBase64String(bytes));
        }
    }

    [Theory]
    [InlineData("From: MAILER-DAEMON@x.example\nSubject: failure notice\nContent-Type: text/html\n\n", "<style")]
    [InlineData("From: MAILER-DAEMON@x.example\nReturn-Path: <>\nSubject: failure notice\n\n", "a@")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\n", "--x\nContent-Type: multipart/mixed; boundary=x\n\n")]
    [InlineData("Content-Type: multipart/mixed; boundary=x\n\n", "--x\n\nFinal-Recipient: rfc822; a@b.example\n")]
    [InlineData("", "Content-Type: message/rfc822\n\n")]
    [InlineData("Content-Type: message/delivery-status\n\nFinal-Recipient: rfc822; a@b.example\nAction: ", "(")]
    [InlineData("Subject: ", "=?utf-8?q?a?= ")]
    public void Mails_made_to_exhaust_readers_are_answered(string start, string repeated)
    {
        var mail = Encoding.ASCII.GetBytes(start + string.Concat(Enumerable.Repeat(repeated, 300_000 / repeated.Length)));

        var read = () => InboundClassifier.Classify(mail);

        read.Should().NotThrow().Which.Recipients.Should().HaveCountLessThanOrEqualTo(1);
    }

    [Fact]
    public void Composed_mail_is_read_back_by_our_own_reader()
    {
        var mail = SampleMail.Message() with { Subject = "Grüße an 日本 " + new string('ü', 90), Text = "ü\n" };
        var composed = new Mail.Mime.MailComposer(TimeProvider.System).Compose(mail);

        var report = InboundClassifier.Classify(composed.Content.Span);

        report.Subject.Should().Be(mail.Subject);
        report.From.Should().Be("desk@example.org");
        report.Kind.Should().Be(InboundKind.NotABounce);
    }

    private static InboundReport Classify(string mail) => InboundClassifier.Classify(Encoding.UTF8.GetBytes(mail));
}
