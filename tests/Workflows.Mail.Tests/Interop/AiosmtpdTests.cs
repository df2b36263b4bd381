using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using FluentAssertions;
using Workflows.Mail.Mime;
using Workflows.Mail.Smtp;
using Xunit;

namespace Workflows.Mail.Tests.Interop;

public sealed class AiosmtpdTests
{
    [Fact]
    public async Task An_independent_server_takes_every_mail_unchanged()
    {
        await Python.RequireAsync("aiosmtpd", "python3-aiosmtpd");
        using var server = Python.Start("aiosmtpd_server.py");
        var port = int.Parse((await server.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
        await using var transport = new SmtpTransport(
            new SmtpServerOptions { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None, MaxConnections = 1 }, TimeProvider.System);
        var composer = new MailComposer(TimeProvider.System);
        var texts = new[] { "plain\n", ".\n..\n.x\n", "Grüße\n", "日本語\n", new string('x', 200_000), "" };
        foreach (var (text, i) in texts.Select((t, i) => (t, i)))
        {
            var mail = composer.Compose(SampleMail.Message($"a-{i}") with { Text = text, Html = i % 2 == 0 ? "<p>.</p>\n.\n" : null });
            var recipient = i == 3 ? "jörg@example.net" : "ada@example.net";

            var result = await transport.SubmitAsync(new MailEnvelope("bounces@example.org", recipient), mail, CancellationToken.None);

            result.Outcome.Should().Be(SubmissionOutcome.Sent, string.Join('\n', result.Conversation));
            var taken = JsonDocument.Parse((await server.StandardOutput.ReadLineAsync())!).RootElement;
            taken.GetProperty("sender").GetString().Should().Be("bounces@example.org");
            taken.GetProperty("recipients")[0].GetString().Should().Be(recipient);
            taken.GetProperty("sha256").GetString().Should().Be(Convert.ToHexStringLower(SHA256.HashData(mail.Content.Span)));
        }

        server.StandardInput.Close();
        await server.WaitForExitAsync();
    }
}
