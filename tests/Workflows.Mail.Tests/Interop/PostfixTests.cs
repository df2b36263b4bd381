using System.Text;
using FluentAssertions;
using Workflows.Mail.Mime;
using Workflows.Mail.Smtp;
using Workflows.Testing.Smtp;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Mail.Tests.Interop;

public sealed class PostfixTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Postfix_takes_every_mail_over_tls_and_delivers_the_very_same_bytes(bool chunking)
    {
        await using var server = await PostfixServer.StartAsync(keep: true);
        await using var transport = new SmtpTransport(
            server.ClientOptions() with { UseChunking = chunking, MaxConnections = 2 }, TimeProvider.System);
        var composer = new MailComposer(TimeProvider.System);
        var mails = Messages().Select(composer.Compose).ToList();

        var results = await Task.WhenAll(mails.Select((mail, i) => transport.SubmitAsync(
            new MailEnvelope("bounces@example.org", i == 3 ? "jörg@example.net" : "ada@example.net"), mail, CancellationToken.None)));

        foreach (var result in results)
        {
            result.Outcome.Should().Be(SubmissionOutcome.Sent, string.Join('\n', result.Conversation));
            result.Status.Should().Be(new EnhancedStatusCode(2, 0, 0));
        }

        await Eventually.TrueAsync(() => server.Delivered.Count == mails.Count, "Postfix delivers all", TimeSpan.FromMinutes(1));
        var delivered = server.Delivered.Select(File.ReadAllBytes).Select(static bytes => Encoding.Latin1.GetString(bytes)).ToList();
        foreach (var mail in mails)
        {
            // A maildir has bare line feeds; what Postfix adds stands above the mail.
            var sent = Encoding.Latin1.GetString(mail.Content.Span).Replace("\r\n", "\n", StringComparison.Ordinal);
            delivered.Should().ContainSingle(text => text.EndsWith("\n" + sent, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task Postfix_refuses_what_is_too_large_before_a_byte_of_it_is_sent()
    {
        await using var server = await PostfixServer.StartAsync(keep: false);
        await using var transport = new SmtpTransport(server.ClientOptions(), TimeProvider.System);
        var mail = new MailComposer(TimeProvider.System).Compose(SampleMail.Message() with
        {
            Attachments = [new MailAttachment("large.bin", "application/octet-stream", new byte[27_000_000])],
        });

        var result = await transport.SubmitAsync(SampleMail.Envelope(), mail, CancellationToken.None);

        result.Outcome.Should().Be(SubmissionOutcome.Failed);
        result.Status.Should().Be(new EnhancedStatusCode(5, 3, 4));
    }

    private static IEnumerable<MailMessage> Messages()
    {
        var texts = new[] { "plain\n", ".\n..\n.x\n", "Grüße\n", "日本語\n", new string('x', 200_000), "", "From me\n" };
        return texts.Select(static (text, i) => SampleMail.Message($"postfix-{i}") with
        {
            Subject = $"Grüße {i} {new string('ä', 100)}",
            Text = text,
            Html = i % 2 == 0 ? "<p>.</p>\n.\n" : null,
            Attachments = i % 3 == 0 ? [new MailAttachment("größe.bin", "application/octet-stream", new byte[] { 0, 13, 10, 255 })] : [],
        });
    }
}
