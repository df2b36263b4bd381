using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FluentAssertions;
using Workflows.Mail.Dkim;
using Workflows.Mail.Mime;
using Workflows.Mail.Tests.Interop;
using Xunit;

namespace Workflows.Mail.Tests.Dkim;

public sealed class DkimSignerTests
{
    private static readonly string[] Bodies =
    [
        "plain\n", "", "\n\n\n", "trailing blanks  \t\n\nin the middle   of\ttabs\n\n\n", "Grüße\n", ".\n..\n", new string('x', 3000), "no end",
    ];

    [Fact]
    public async Task Rsa_and_ed25519_signatures_verify_with_an_independent_verifier()
    {
        using var rsa = RsaKey();
        using var edwards = DkimKey.FromEd25519Seed(RandomNumberGenerator.GetBytes(32));
        var signer = new DkimSigner(
            TimeProvider.System,
            new DkimOptions { Domain = "example.org", Selector = "r1", Key = rsa },
            new DkimOptions { Domain = "example.org", Selector = "e1.mail", Key = edwards, Lifetime = TimeSpan.FromDays(30) });
        var composer = new MailComposer(TimeProvider.System);
        var mails = Bodies.Select((body, i) => signer.Sign(composer.Compose(Campaign(body, i)))).ToList();

        var verdicts = await VerifyAsync(mails, rsa, edwards);

        verdicts.Should().HaveCount(mails.Count).And.OnlyContain(v => v.SequenceEqual(new[] { true, true }));
        mails.Should().OnlyContain(m => Unfolded(m).Contains("list-unsubscribe-post", StringComparison.Ordinal)
            && Unfolded(m).Contains("list-unsubscribe:", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Changed_or_added_headers_and_bodies_break_the_signature()
    {
        using var rsa = RsaKey();
        using var edwards = DkimKey.FromEd25519Seed(RandomNumberGenerator.GetBytes(32));
        var signer = new DkimSigner(
            TimeProvider.System,
            new DkimOptions { Domain = "example.org", Selector = "r1", Key = rsa },
            new DkimOptions { Domain = "example.org", Selector = "e1.mail", Key = edwards });
        var mail = signer.Sign(SampleMail.Composed());
        var text = Encoding.Latin1.GetString(mail.Content.Span);
        var tampered = new[]
        {
            text.Replace("Hello Ada", "Hello Bob", StringComparison.Ordinal),
            text.Replace("\r\nSubject: ", "\r\nSubject: Re: ", StringComparison.Ordinal),
            text.Replace("\r\nTo: ", "\r\nFrom: boss@example.org\r\nTo: ", StringComparison.Ordinal),
            text.Replace("\r\nMIME-Version", "\r\nSubject: other\r\nMIME-Version", StringComparison.Ordinal),
        };

        var verdicts = await VerifyAsync(
            [.. tampered.Select(t => new ComposedMail(Encoding.Latin1.GetBytes(t), mail.MessageId))], rsa, edwards);

        verdicts.Should().HaveCount(tampered.Length).And.OnlyContain(v => v.SequenceEqual(new[] { false, false }));
    }

    [Fact]
    public void Keys_are_read_from_pem_and_weak_or_foreign_ones_refused()
    {
        using var rsa = RSA.Create(2048);
        using var weak = RSA.Create(512);
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        // RFC 8410 section 10.3.
        using var edwards = DkimKey.FromPem(
            "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEINTuctv5E1hK1bbY8fdp+K06/nwoy/HU++CXqI9EdVhC\n-----END PRIVATE KEY-----\n");
        using var pkcs1 = DkimKey.FromPem(rsa.ExportRSAPrivateKeyPem());
        using var pkcs8 = DkimKey.FromPem(rsa.ExportPkcs8PrivateKeyPem());

        edwards.DnsRecord.Should().Be("v=DKIM1; k=ed25519; p=Gb9ECWmEzf6FQbrBZ9w7lshQhqowtrbLDFw4rXAxZuE=");
        pkcs1.DnsRecord.Should().Be(pkcs8.DnsRecord).And.StartWith("v=DKIM1; k=rsa; p=MIIB");
        foreach (var pem in new[] { weak.ExportPkcs8PrivateKeyPem(), curve.ExportPkcs8PrivateKeyPem(), rsa.ExportSubjectPublicKeyInfoPem(), "no pem" })
        {
            var read = () => DkimKey.FromPem(pem);
            read.Should().Throw<ArgumentException>();
        }
    }

    private static MailMessage Campaign(string body, int number) => SampleMail.Message($"dkim-{number}") with
    {
        From = new Mailbox("desk@example.org", "Büro für alles, was länger dauert und deshalb gefaltet wird"),
        Subject = "  Viele   Blanks und Umlaute äöü " + body.Length,
        Text = body,
        Html = number % 2 == 0 ? $"<p>{body}</p>" : null,
        To = [.. Enumerable.Range(0, number * 3 + 1).Select(i => new Mailbox($"reader{i}@example.net", "Reader"))],
        ListUnsubscribe = new ListUnsubscribe(new Uri("https://example.org/u/abc"), new Uri("mailto:leave@example.org?subject=abc")),
        ListId = "news.example.org",
        FeedbackId = "campaign:1:example",
        IsBulk = true,
    };

    private static DkimKey RsaKey()
    {
        using var rsa = RSA.Create(2048);
        return DkimKey.FromPem(rsa.ExportPkcs8PrivateKeyPem());
    }

    private static string Unfolded(ComposedMail mail) =>
        Encoding.Latin1.GetString(mail.Content.Span).Split("\r\n\r\n")[0].Replace("\r\n ", "", StringComparison.Ordinal);

    private static async Task<IReadOnlyList<bool[]>> VerifyAsync(List<ComposedMail> mails, DkimKey rsa, DkimKey edwards)
    {
        await Python.RequireAsync("dkim", "python3-dkim python3-nacl");
        var folder = Directory.CreateTempSubdirectory("dkim");
        try
        {
            for (var i = 0; i < mails.Count; i++)
            {
                await File.WriteAllBytesAsync(Path.Combine(folder.FullName, $"{i:D4}.eml"), mails[i].Content.ToArray());
            }

            await File.WriteAllTextAsync(Path.Combine(folder.FullName, "records.json"), JsonSerializer.Serialize(
                new Dictionary<string, string>(StringComparer.Ordinal)
                {
                    ["r1._domainkey.example.org"] = rsa.DnsRecord,
                    ["e1.mail._domainkey.example.org"] = edwards.DnsRecord,
                }));
            var output = await Python.RunAsync("dkim_verify.py", folder.FullName);
            return [.. JsonSerializer.Deserialize<SortedDictionary<string, bool[]>>(output)!.Values];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
