using FluentAssertions;
using Workflows.Mail.Smtp;
using Workflows.Testing.Smtp;
using Xunit;

namespace Workflows.Mail.Tests.Smtp;

public sealed class SmtpSecurityTests
{
    private const string Password = "pass=wörd, \"quoted\"";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Mail_goes_inside_tls(bool implicitTls)
    {
        await using var sink = SmtpSink.Start(new SmtpSinkOptions { ImplicitTls = implicitTls, StartTls = !implicitTls });

        var result = await SubmitAsync(sink.ClientOptions());

        result.Outcome.Should().Be(SubmissionOutcome.Sent, string.Join('\n', result.Conversation));
        sink.Messages.Should().ContainSingle().Which.Secure.Should().BeTrue();
    }

    [Fact]
    public async Task Wrong_name_unknown_authority_and_expired_certificate_are_refused()
    {
        await using var sink = SmtpSink.Start(new SmtpSinkOptions { StartTls = true });
        await using var otherName = SmtpSink.Start(new SmtpSinkOptions { StartTls = true, CertificateNames = ["mail.example.org"] });
        await using var expired = SmtpSink.Start(new SmtpSinkOptions { StartTls = true, CertificateExpired = true });

        foreach (var options in new[] { sink.ClientOptions() with { TrustedRoots = [] }, otherName.ClientOptions(), expired.ClientOptions() })
        {
            var result = await SubmitAsync(options);
            result.Outcome.Should().Be(SubmissionOutcome.NotSent);
            result.Stage.Should().Be(SubmissionStage.Tls);
        }

        var named = await SubmitAsync(otherName.ClientOptions() with { CertificateName = "mail.example.org" });
        named.Outcome.Should().Be(SubmissionOutcome.Sent, string.Join('\n', named.Conversation));
        sink.Count.Should().Be(0);
    }

    [Fact]
    public async Task No_mail_goes_in_clear_when_tls_is_required_but_not_offered()
    {
        await using var sink = SmtpSink.Start();

        var required = await SubmitAsync(sink.ClientOptions() with { Security = SmtpSecurity.StartTls });
        var wished = await SubmitAsync(sink.ClientOptions() with { Security = SmtpSecurity.StartTlsWhenOffered });

        required.Outcome.Should().Be(SubmissionOutcome.NotSent);
        required.Stage.Should().Be(SubmissionStage.Tls);
        wished.Outcome.Should().Be(SubmissionOutcome.Sent);
        sink.Count.Should().Be(1);
    }

    [Fact]
    public async Task Plain_text_injected_behind_starttls_ends_the_session()
    {
        await using var sink = SmtpSink.Start(new SmtpSinkOptions { StartTls = true });
        sink.Script = c => c.Stage == SinkStage.StartTls ? SinkAction.Reply(220, "go ahead\r\n250 injected") : null;

        var result = await SubmitAsync(sink.ClientOptions());

        result.Outcome.Should().Be(SubmissionOutcome.NotSent);
        result.Stage.Should().Be(SubmissionStage.Tls);
        result.Explanation.Should().Contain("plain text");
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("XOAUTH2")]
    public async Task Every_mechanism_logs_in_and_leaves_no_secret_in_the_conversation(string mechanism)
    {
        await using var sink = SmtpSink.Start(Login(mechanism));

        var result = await SubmitAsync(sink.ClientOptions());

        result.Outcome.Should().Be(SubmissionOutcome.Sent, string.Join('\n', result.Conversation));
        sink.Messages.Single().User.Should().Be("user@example.org");
        result.Conversation.Should().Contain(l => l.StartsWith($"C: AUTH {mechanism}", StringComparison.Ordinal));
        NoSecret(result);
    }

    [Theory]
    [InlineData("PLAIN")]
    [InlineData("LOGIN")]
    [InlineData("CRAM-MD5")]
    [InlineData("SCRAM-SHA-256")]
    [InlineData("XOAUTH2")]
    public async Task Wrong_password_is_no_verdict_on_the_mail(string mechanism)
    {
        await using var sink = SmtpSink.Start(Login(mechanism));
        var wrong = mechanism is "XOAUTH2"
            ? SmtpCredentials.AccessToken("user@example.org", _ => ValueTask.FromResult("wrong"))
            : SmtpCredentials.Password("user@example.org", "wrong");

        var result = await SubmitAsync(sink.ClientOptions() with { Credentials = wrong });

        result.Outcome.Should().Be(SubmissionOutcome.NotSent);
        result.Stage.Should().Be(SubmissionStage.Authentication);
        result.Reply!.Code.Should().Be(535);
    }

    [Fact]
    public async Task Strongest_offered_mechanism_is_chosen()
    {
        await using var sink = SmtpSink.Start(Login("PLAIN", "LOGIN", "SCRAM-SHA-256"));

        var result = await SubmitAsync(sink.ClientOptions());

        result.Conversation.Should().Contain("C: AUTH SCRAM-SHA-256 ***");
    }

    [Fact]
    public async Task Password_is_not_shown_outside_tls_unless_allowed()
    {
        await using var sink = SmtpSink.Start(Login("PLAIN") with { StartTls = false });

        var refused = await SubmitAsync(sink.ClientOptions());
        var allowed = await SubmitAsync(sink.ClientOptions() with { AllowSecretsInClear = true });

        refused.Outcome.Should().Be(SubmissionOutcome.NotSent);
        refused.Stage.Should().Be(SubmissionStage.Authentication);
        allowed.Outcome.Should().Be(SubmissionOutcome.Sent);
        NoSecret(allowed);
    }

    [Fact]
    public void Scram_follows_the_example_of_the_standard()
    {
        // RFC 7677 section 3.
        var exchange = new ScramExchange("user", "pencil", "rOprNGfwEbeRWgbNEkqO");

        Text(exchange.Initial).Should().Be("n,,n=user,r=rOprNGfwEbeRWgbNEkqO");
        Text(exchange.Next(Bytes("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")))
            .Should().Be("c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ=");
        exchange.IsComplete.Should().BeFalse();
        exchange.Next(Bytes("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=")).Should().BeEmpty();
        exchange.IsComplete.Should().BeTrue();
    }

    [Theory]
    [InlineData("r=other,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=nonce,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("r=nonceX,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=2000000000")]
    [InlineData("r=nonceX,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=0")]
    [InlineData("m=ext,r=nonceX,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096")]
    [InlineData("garbage")]
    public void Scram_refuses_unacceptable_server_messages(string message)
    {
        var answer = () => new ScramExchange("user", "pencil", "nonce").Next(Bytes(message));

        answer.Should().Throw<SmtpSessionException>();
    }

    private static SmtpSinkOptions Login(params string[] mechanisms) => new()
    {
        StartTls = true,
        Mechanisms = mechanisms,
        User = "user@example.org",
        Password = Password,
        RequireAuthentication = true,
    };

    private static void NoSecret(SubmissionResult result)
    {
        var text = string.Join('\n', result.Conversation);
        foreach (var secret in new[] { Password, $"\0user@example.org\0{Password}", "user@example.org" })
        {
            text.Should().NotContain(Convert.ToBase64String(Bytes(secret)));
        }

        text.Should().NotContain(Password).And.NotContain("Bearer");
        result.Conversation.Should().NotContain(l => l.StartsWith("S: 334", StringComparison.Ordinal) && l != "S: 334 ***");
    }

    private static async Task<SubmissionResult> SubmitAsync(SmtpServerOptions options)
    {
        await using var transport = new SmtpTransport(options, TimeProvider.System);
        return await transport.SubmitAsync(SampleMail.Envelope(), SampleMail.Composed(), CancellationToken.None);
    }

    private static byte[] Bytes(string text) => System.Text.Encoding.UTF8.GetBytes(text);

    private static string Text(byte[] bytes) => System.Text.Encoding.UTF8.GetString(bytes);
}
