using System.Globalization;
using System.Security.Cryptography;
using FluentAssertions;
using FsCheck.Fluent;
using Workflows.Mail.Mime;
using Xunit;

namespace Workflows.Mail.Tests.Interop;

public sealed class PythonReadsItBackTests
{
    private static readonly string[] Texts =
    [
        "plain", "", " ", "  two blanks  inside and around  ", "tab\tinside", "Grüße aus Köln", "Ελληνικά κείμενα", "Привет, мир",
        "日本語の件名がここにあります", "中文標題", "العربية من اليمين", "עברית", "emoji 👩‍👩‍👧‍👦 family", "한국어 제목", "ไทย", "हिन्दी",
        "=?utf-8?q?not_encoded?=", "quotes \"inside\" and \\ backslash", "comma, semicolon; <angle> (paren) @at", "a=b?c_d",
        new string('x', 300), string.Join(' ', Enumerable.Repeat("word", 80)), string.Concat(Enumerable.Repeat("ä", 200)),
        string.Concat(Enumerable.Repeat("👍", 90)), "e\u0301 combining", "\u00a0nbsp\u00a0", "zero\u200bwidth",
    ];

    private static readonly string[] Bodies =
    [
        "", "one line", "two\nlines\n", "crlf\r\nlines\r\n", "lone\rreturn", "trailing blank \nand tab\t\n", ".\n..\n.dot\n",
        "From me\n>From you\n", "--=_boundary\n--\n", new string('y', 5000), "Grüße\n", string.Concat(Enumerable.Repeat("日本語", 300)),
        "= sign == and =3D\n", "\n\n\n", "ends without newline é", string.Concat(Enumerable.Repeat("é. ", 100)), "emoji 👍\n.\n",
    ];

    private static readonly MailComposer Composer = new(TimeProvider.System);

    [Fact]
    public async Task Matrix_of_texts_names_files_and_structures_is_read_back_equal() =>
        await ReadsBackEqualAsync([.. Matrix()]);

    [Fact]
    public async Task Generated_mails_are_read_back_equal()
    {
        var text = ArbMap.Default.GeneratorFor<string>().Select(Printable);
        var body = ArbMap.Default.GeneratorFor<string>().Select(s => Valid(s));
        var bytes = ArbMap.Default.GeneratorFor<byte[]>();
        var message = from subject in text
                      from name in text
                      from file in text
                      from plain in body
                      from html in body
                      from data in bytes
                      from structure in Gen.Choose(0, 7)
                      select Build(subject, name, file, plain, html, data, structure);

        await ReadsBackEqualAsync([.. message.Sample(500, 60).Select((m, i) => m with { Key = $"generated-{i}" })]);
    }

    [Fact]
    public async Task Eight_bit_text_and_utf8_addresses_are_read_back_equal()
    {
        var composer = new MailComposer(TimeProvider.System, new MailComposerOptions { Allow8Bit = true });
        var message = Build("Grüße", "Jörg", "ä.txt", "Grüße\n", "<p>ü</p>\n", [1, 2], 7) with
        {
            From = new Mailbox("jörg@bücher.example", "Jörg"),
            To = [new Mailbox("ada@bücher.example")],
        };

        var mail = composer.Compose(message);
        var read = (await ReadBack.OfAsync([mail]))[0];

        mail.RequiresSmtpUtf8.Should().BeTrue();
        mail.Is8Bit.Should().BeTrue();
        read.From.Single().Should().Equal("Jörg", "jörg@bücher.example");
        read.To.Single().Should().Equal("", "ada@xn--bcher-kva.example");
        read.Root.All().First(p => p.Type is "text/plain").Text.Should().Be("Grüße\r\n");
    }

    private static IEnumerable<MailMessage> Matrix()
    {
        var n = 0;
        foreach (var text in Texts)
        {
            yield return Build(text, text, text, Bodies[n % Bodies.Length], "<p>" + text + "</p>", [1, 2, 3], n % 8) with { Key = $"text-{n}" };
            n++;
        }

        foreach (var body in Bodies)
        {
            for (var structure = 0; structure < 8; structure++)
            {
                yield return Build("body", "Body", "b.bin", body, body, [0, 13, 10, 255], structure) with { Key = $"body-{n++}" };
            }
        }

        foreach (var size in new[] { 0, 1, 56, 57, 58, 1000, 200_000 })
        {
            var data = new byte[size];
            new Random(size).NextBytes(data);
            yield return Build("files", "Files", "größe.pdf", "t", "h", data, 7) with { Key = $"file-{size}" };
        }

        yield return Build("many", "Many", "m", "t", "h", [], 3) with
        {
            Key = "many",
            To = [.. Enumerable.Range(0, 60).Select(i => new Mailbox($"person.number{i}@example.net", Texts[i % Texts.Length].Trim()))],
            Cc = [new Mailbox("\"odd local\"@example.net"), new Mailbox("user@[192.0.2.1]")],
            References = [.. Enumerable.Range(0, 20).Select(i => $"reference.{i}.abcdefghijklmnopqrstuvwxyz@example.org")],
        };
    }

    private static MailMessage Build(string subject, string name, string file, string plain, string html, byte[] data, int structure)
    {
        var fileName = file.Length == 0 ? "file" : file;
        var hasHtml = (structure & 1) != 0;
        return SampleMail.Message() with
        {
            From = new Mailbox("desk@example.org", name),
            Cc = [new Mailbox("cc@example.net", name), new Mailbox("bare@example.net")],
            Subject = subject,
            Text = plain,
            Html = hasHtml ? html : null,
            InlineImages = hasHtml && (structure & 2) != 0 ? [new MailAttachment(fileName, "image/png", data) { ContentId = "logo@mail" }] : [],
            Attachments = (structure & 4) != 0 ? [new MailAttachment(fileName, "application/pdf", data)] : [],
            Calendar = structure == 6 ? new CalendarPart("REQUEST", "BEGIN:VCALENDAR\nMETHOD:REQUEST\nSUMMARY:" + Printable(subject) + "\nEND:VCALENDAR") : null,
            Headers = [new MailHeader("X-Text", subject)],
        };
    }

    private static async Task ReadsBackEqualAsync(IReadOnlyList<MailMessage> messages)
    {
        var mails = messages.Select(Composer.Compose).ToList();
        var read = await ReadBack.OfAsync(mails);
        read.Should().HaveCount(messages.Count);
        for (var i = 0; i < messages.Count; i++)
        {
            var (sent, got) = (messages[i], read[i]);
            var raw = System.Text.Encoding.Latin1.GetString(mails[i].Content.Span);
            mails[i].Is8Bit.Should().BeFalse();
            raw.Split("\r\n").Max(l => l.Length).Should().BeLessThanOrEqualTo(998);
            got.Defects.Should().BeEmpty(Because(raw));
            got.Subject.Should().Be(sent.Subject, Because(raw));
            got.Header("X-Text").Should().Be(sent.Subject, Because(raw));
            got.From.Select(Pair).Should().Equal([Pair(sent.From)], Because(raw));
            got.To.Select(Pair).Should().Equal(sent.To.Select(Pair), Because(raw));
            got.Cc.Select(Pair).Should().Equal(sent.Cc.Select(Pair), Because(raw));
            got.MessageId.Should().Be($"<{mails[i].MessageId}>");
            DateTimeOffset.Parse(got.Date, CultureInfo.InvariantCulture).Should().Be(sent.Date);
            CompareParts(sent, got.Root, raw);
        }
    }

    private static void CompareParts(MailMessage sent, ReadBackPart root, string raw)
    {
        var parts = root.All().ToList();
        parts.SelectMany(p => p.Defects).Should().BeEmpty(Because(raw));
        parts.Single(p => p is { Type: "text/plain", Disposition: null }).Text.Should().Be(Lines(sent.Text!), Because(raw));
        if (sent.Html is not null)
        {
            parts.Single(p => p.Type is "text/html").Text.Should().Be(Lines(sent.Html), Because(raw));
        }

        if (sent.Calendar is { } calendar)
        {
            var part = parts.Single(p => p.Type is "text/calendar");
            part.Method.Should().Be(calendar.Method);
            part.Text.Should().Be(Lines(calendar.Content));
        }

        foreach (var file in sent.InlineImages.Concat(sent.Attachments))
        {
            var part = parts.Single(p => string.Equals(p.Type, file.ContentType, StringComparison.Ordinal));
            part.Filename.Should().Be(file.FileName, Because(raw));
            part.Sha256.Should().Be(Convert.ToHexStringLower(SHA256.HashData(file.Content.Span)));
            part.ContentId.Should().Be(file.ContentId is null ? null : $"<{file.ContentId}>");
        }
    }

    private static string Pair(Mailbox mailbox) => $"{mailbox.DisplayName}|{mailbox.Address}";

    private static string Pair(string[] pair) => $"{pair[0]}|{pair[1]}";

    // A reason is a format string to FluentAssertions.
    private static string Because(string raw) =>
        raw[..Math.Min(2000, raw.Length)].Replace("{", "(", StringComparison.Ordinal).Replace("}", ")", StringComparison.Ordinal);

    private static string Lines(string text)
    {
        var lines = text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\n", "\r\n", StringComparison.Ordinal);
        return lines.EndsWith('\n') ? lines : lines + "\r\n";
    }

    private static string Printable(string? text) => string.Concat(Valid(text).Where(c => !char.IsControl(c)));

    private static string Valid(string? text) =>
        string.Concat((text ?? "").EnumerateRunes().Where(r => r != System.Text.Rune.ReplacementChar).Select(r => r.ToString()));
}
