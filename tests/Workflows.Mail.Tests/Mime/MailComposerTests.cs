using System.Text;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Workflows.Mail.Mime;
using Xunit;

namespace Workflows.Mail.Tests.Mime;

public sealed class MailComposerTests
{
    private static readonly MailComposer Composer = new(TimeProvider.System);

    [Fact]
    public void Same_key_gives_the_same_bytes_and_another_key_other_boundaries_and_message_id()
    {
        var message = SampleMail.Message() with { Html = "<p>x</p>", Attachments = [new MailAttachment("a.txt", "text/plain", new byte[3])] };

        var first = Composer.Compose(message);
        var again = Composer.Compose(message);
        var other = Composer.Compose(message with { Key = "key-2" });

        again.Content.ToArray().Should().Equal(first.Content.ToArray());
        other.MessageId.Should().NotBe(first.MessageId).And.EndWith("@example.org");
        Boundaries(other).Should().HaveCount(2).And.NotIntersectWith(Boundaries(first));
    }

    [Fact]
    public void Structure_has_only_the_levels_it_needs()
    {
        var image = new MailAttachment("i.png", "image/png", new byte[1]) { ContentId = "i" };
        var file = new MailAttachment("f.pdf", "application/pdf", new byte[1]);
        var text = SampleMail.Message();
        var calendar = new CalendarPart("REQUEST", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n") { FileName = null };

        Types(text).Should().Equal("text/plain");
        Types(text with { Html = "h" }).Should().Equal("multipart/alternative", "text/plain", "text/html");
        Types(text with { Text = null, Html = "h", InlineImages = [image] }).Should().Equal("multipart/related", "text/html", "image/png");
        Types(text with { Attachments = [file] }).Should().Equal("multipart/mixed", "text/plain", "application/pdf");
        Types(text with { Html = "h", InlineImages = [image], Attachments = [file], Calendar = calendar }).Should().Equal(
            "multipart/mixed", "multipart/alternative", "text/plain", "multipart/related", "text/html", "image/png", "text/calendar", "application/pdf");
        Types(text with { Calendar = calendar with { FileName = "invite.ics" } }).Should().Equal(
            "multipart/mixed", "multipart/alternative", "text/plain", "text/calendar", "application/ics");
    }

    [Fact]
    public void Automatic_and_list_headers_follow_their_standards()
    {
        var head = Head(SampleMail.Message() with
        {
            ListUnsubscribe = new ListUnsubscribe(new Uri("https://example.org/u?t=1,2"), new Uri("mailto:leave@example.org")),
            ListId = "news.example.org",
            FeedbackId = "a:b:c",
            IsBulk = true,
            InReplyTo = "q@example.net",
            References = ["p@example.net", "q@example.net"],
            MessageId = "e.r.v@example.org",
        });

        head.Should().Contain("List-Unsubscribe: <https://example.org/u?t=1,2>, <mailto:leave@example.org>\r\n")
            .And.Contain("List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n")
            .And.Contain("List-Id: <news.example.org>\r\n").And.Contain("Feedback-ID: a:b:c\r\n").And.Contain("Precedence: bulk\r\n")
            .And.Contain("Auto-Submitted: auto-generated\r\n").And.Contain("X-Auto-Response-Suppress: All\r\n")
            .And.Contain("In-Reply-To: <q@example.net>\r\n").And.Contain("References: <p@example.net> <q@example.net>\r\n")
            .And.Contain("Message-ID: <e.r.v@example.org>\r\n").And.Contain("Date: Sun, 1 Mar 2026 09:30:00 +0200\r\n");
        Head(SampleMail.Message() with { AutoSubmitted = AutoSubmitted.No }).Should().NotContain("Auto-");
        Head(SampleMail.Message() with { AutoSubmitted = AutoSubmitted.AutoReplied }).Should().Contain("Auto-Submitted: auto-replied");
    }

    [Theory]
    [InlineData("a\r\nBcc: x@example.com")]
    [InlineData("a\nb")]
    [InlineData("a\rb")]
    [InlineData("a\0b")]
    [InlineData("\r\n")]
    [InlineData("a\u007f")]
    public void Line_breaks_and_control_characters_are_refused_in_every_header(string evil)
    {
        var good = SampleMail.Message();
        Action[] attempts =
        [
            () => Composer.Compose(good with { Subject = evil }),
            () => Composer.Compose(good with { MessageId = evil + "@example.org" }),
            () => Composer.Compose(good with { InReplyTo = evil + "@example.org" }),
            () => Composer.Compose(good with { References = [evil + "@example.org"] }),
            () => Composer.Compose(good with { ListId = evil }),
            () => Composer.Compose(good with { FeedbackId = evil }),
            () => _ = new Mailbox("a@example.org", evil),
            () => _ = new Mailbox(evil + "@example.org"),
            () => _ = new Mailbox("\"" + evil + "\"@example.org"),
            () => _ = new Mailbox("a@" + evil),
            () => _ = new MailHeader("X-A", evil),
            () => _ = new MailHeader(evil, "x"),
            () => _ = new MailAttachment(evil, "text/plain", default),
            () => _ = new MailAttachment("a", "text/" + evil, default),
            () => _ = new MailAttachment("a", "text/plain", default) { ContentId = evil },
            () => _ = new CalendarPart(evil, "x"),
            () => _ = new MailEnvelope(evil, "a@example.org"),
            () => _ = new MailEnvelope("", evil + "@example.org"),
        ];

        attempts.Should().AllSatisfy(a => a.Should().Throw<ArgumentException>());
    }

    [Fact]
    public void No_text_whatever_adds_a_header_or_ends_a_part()
    {
        var expected = Names(SampleMail.Message() with { Html = "h", Headers = [new MailHeader("X-T", "t")] });
        var strings = ArbMap.Default.GeneratorFor<string>();
        var property = Prop.ForAll(Arb.From(strings), Arb.From(strings), Arb.From(strings), (subject, name, body) =>
        {
            MailMessage message;
            try
            {
                message = SampleMail.Message() with
                {
                    Subject = subject ?? "",
                    From = new Mailbox("desk@example.org", name),
                    Headers = [new MailHeader("X-T", subject ?? "")],
                    Text = body ?? "",
                    Html = "--" + Boundary.Create("key-1", 0) + "\r\n" + body,
                };
                return Names(message).SequenceEqual(expected, StringComparer.Ordinal) && Types(message).Count == 3;
            }
            catch (ArgumentException)
            {
                return (subject + name).Any(char.IsControl);
            }
        });

        Check.One(Config.QuickThrowOnFailure.WithMaxTest(2000), property);
    }

    [Fact]
    public void Lines_stay_short_and_ascii()
    {
        foreach (var text in new[] { new string('x', 20_000), new string('ü', 20_000), string.Concat(Enumerable.Repeat("a ü. ", 4000)), "\0\u0001" })
        {
            var mail = Composer.Compose(SampleMail.Message() with { Text = text, Html = text, Subject = Printable(text) });

            var lines = Encoding.Latin1.GetString(mail.Content.Span).Split("\r\n");
            lines.Should().OnlyContain(l => l.Length <= 78);
            mail.Is8Bit.Should().BeFalse();
        }
    }

    [Theory]
    [InlineData("plain ascii\n", "7bit")]
    [InlineData("Grüße aus Köln und mehr lateinischer Text\n", "quoted-printable")]
    [InlineData("日本語のテキスト\n", "base64")]
    [InlineData("From here\n", "quoted-printable")]
    [InlineData("blank at end \n", "quoted-printable")]
    public void Encoding_is_chosen_by_content(string text, string encoding) =>
        Head(SampleMail.Message() with { Text = text }).Should().Contain($"Content-Transfer-Encoding: {encoding}\r\n");

    [Fact]
    public void Attached_messages_stay_readable_or_become_files()
    {
        var plain = Encoding.ASCII.GetBytes("From: a@example.org\r\nSubject: x\r\n\r\nbody\r\n");
        var eight = Encoding.UTF8.GetBytes("Subject: ü\r\n\r\nbody\r\n");

        Types(SampleMail.Message() with { Attachments = [new MailAttachment("a.eml", "message/rfc822", plain)] }).Should().Contain("message/rfc822");
        Types(SampleMail.Message() with { Attachments = [new MailAttachment("a.eml", "message/rfc822", eight)] })
            .Should().Contain("application/octet-stream");
    }

    [Theory]
    [InlineData("a\nb\r\n")]
    [InlineData("a\rb\r\n")]
    [InlineData("no end")]
    [InlineData("a\r\n.\n\r\n")]
    public void Raw_messages_with_ambiguous_line_ends_are_refused(string raw)
    {
        var create = () => new ComposedMail(Encoding.ASCII.GetBytes(raw), "a@b");

        create.Should().Throw<ArgumentException>();
    }

    [Theory]
    [InlineData("ada@bücher.example", "ada@xn--bcher-kva.example")]
    [InlineData("jörg@bücher.example", "jörg@bücher.example")]
    [InlineData("\"a b\"@example.org", "\"a b\"@example.org")]
    [InlineData("a@[192.0.2.1]", "a@[192.0.2.1]")]
    [InlineData("a@[IPv6:2001:db8::1]", "a@[IPv6:2001:db8::1]")]
    [InlineData("o'hara+x@sub.example.org", "o'hara+x@sub.example.org")]
    public void Addresses_are_brought_into_wire_form(string address, string wire) => MailAddressSyntax.Normalize(address).Should().Be(wire);

    [Theory]
    [InlineData("")]
    [InlineData("a")]
    [InlineData("@example.org")]
    [InlineData("a@")]
    [InlineData("a b@example.org")]
    [InlineData(".a@example.org")]
    [InlineData("a..b@example.org")]
    [InlineData("a@-example.org")]
    [InlineData("a@exa mple.org")]
    [InlineData("a@example..org")]
    [InlineData("a>@example.org")]
    [InlineData("a@example.org>")]
    [InlineData("\"a@example.org")]
    [InlineData("a@[999.1.1.1]")]
    [InlineData("a@[1]")]
    public void Malformed_addresses_are_refused(string address)
    {
        MailAddressSyntax.TryNormalize(address, out _).Should().BeFalse();
        var create = () => new Mailbox(address);
        create.Should().Throw<ArgumentException>();
    }

    private static string Printable(string text) => string.Concat(text.Where(c => !char.IsControl(c)));

    private static string Text(MailMessage message) => Encoding.Latin1.GetString(Composer.Compose(message).Content.Span);

    private static string Head(MailMessage message) => Text(message).Split("\r\n\r\n")[0] + "\r\n";

    private static List<string> Names(MailMessage message) =>
        [.. Head(message).Split("\r\n").Where(l => l.Length > 0 && l[0] != ' ').Select(l => l.Split(':')[0])];

    private static List<string> Types(MailMessage message) =>
        [.. Inbound.EntityTypes.Of(Composer.Compose(message).Content.Span)];

    private static IEnumerable<string> Boundaries(ComposedMail mail) =>
        Encoding.Latin1.GetString(mail.Content.Span).Split("boundary=\"").Skip(1).Select(p => p.Split('"')[0]);
}
