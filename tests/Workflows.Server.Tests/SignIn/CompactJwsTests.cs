using System.Buffers.Text;
using System.Text;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Workflows.Server.SignIn;
using Xunit;

namespace Workflows.Server.Tests.SignIn;

public sealed class CompactJwsTests
{
    // RFC 7515 appendix A.1.
    private const string RfcKey = "AyM1SysPpbyDfgZld3umj1qzKObwVMkoqQ-EstJQLr_T-1qS0gZH75aKtMN3Yj0iPS4hcgUuTwjAzZr1Z9CAow";
    private const string RfcToken =
        "eyJ0eXAiOiJKV1QiLA0KICJhbGciOiJIUzI1NiJ9"
        + ".eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ"
        + ".dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";

    private static readonly byte[] Key = Base64Url.DecodeFromChars(RfcKey);

    [Fact]
    public void Rfc_7515_appendix_A_1_verifies()
    {
        var payload = CompactJws.Verify(RfcToken, [Key]);

        Encoding.UTF8.GetString(payload!).Should().Be(
            "{\"iss\":\"joe\",\r\n \"exp\":1300819380,\r\n \"http://example.com/is_root\":true}");
    }

    [Fact]
    public void Rfc_7515_appendix_A_5_unsecured_is_refused() =>
        CompactJws.Verify(
            "eyJhbGciOiJub25lIn0.eyJpc3MiOiJqb2UiLA0KICJleHAiOjEzMDA4MTkzODAsDQogImh0dHA6Ly9leGFtcGxlLmNvbS9pc19yb290Ijp0cnVlfQ.",
            [Key]).Should().BeNull();

    [Theory]
    [InlineData("""{"alg":"none"}""")]
    [InlineData("""{"alg":"HS512"}""")]
    [InlineData("""{"alg":"RS256"}""")]
    [InlineData("""{"alg":"hs256"}""")]
    [InlineData("""{"typ":"JWT"}""")]
    [InlineData("""{"alg":"HS256","crit":["exp"]}""")]
    [InlineData("""["HS256"]""")]
    [InlineData("not json")]
    public void Another_header_is_refused_even_with_a_good_signature(string header)
    {
        var input = $"{Base64Url.EncodeToString(Encoding.UTF8.GetBytes(header))}.{Base64Url.EncodeToString("{}"u8)}";
        var signature = System.Security.Cryptography.HMACSHA256.HashData(Key, Encoding.ASCII.GetBytes(input));

        CompactJws.Verify($"{input}.{Base64Url.EncodeToString(signature)}", [Key]).Should().BeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("a.b.c.d")]
    [InlineData("ä.ö.ü")]
    public void Malformed_tokens_are_refused(string token) => CompactJws.Verify(token, [Key]).Should().BeNull();

    [Fact]
    public void What_was_signed_verifies_with_any_accepted_key_and_no_other()
    {
        var other = new byte[32];
        var token = CompactJws.Sign("{\"a\":1}"u8, Key);

        CompactJws.Verify(token, [other, Key]).Should().Equal("{\"a\":1}"u8.ToArray());
        CompactJws.Verify(token, [other]).Should().BeNull();
    }

    [Fact]
    public void A_signature_has_one_spelling()
    {
        foreach (var last in "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=".Where(static c => c != RfcToken[^1]))
        {
            CompactJws.Verify(RfcToken[..^1] + last, [Key]).Should().BeNull();
        }
    }

    [Fact]
    public void Any_changed_character_is_noticed()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(
            Arb.From(Gen.Choose(0, RfcToken.Length - 1)),
            Arb.From(Gen.Elements("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".ToCharArray())),
            static (position, character) =>
            {
                var changed = RfcToken[..position] + character + RfcToken[(position + 1)..];
                return changed == RfcToken || CompactJws.Verify(changed, [Key]) is null;
            }));
    }
}
