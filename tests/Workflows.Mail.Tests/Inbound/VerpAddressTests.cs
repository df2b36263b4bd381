using System.Text;
using FluentAssertions;
using Workflows.Mail.Inbound;
using Xunit;

namespace Workflows.Mail.Tests.Inbound;

public sealed class VerpAddressTests
{
    private static readonly byte[] Secret = Encoding.ASCII.GetBytes("0123456789abcdef");
    private readonly VerpAddress _verp = new("bounces@mail.example.org", Secret);

    [Fact]
    public void Token_comes_back_also_when_the_case_was_lost()
    {
        var token = Guid.CreateVersion7().ToString();

        var address = _verp.Encode(token);

        address.Should().StartWith($"bounces+{token}-").And.EndWith("@mail.example.org");
        address[..address.IndexOf('@', StringComparison.Ordinal)].Length.Should().BeLessThanOrEqualTo(64);
        _verp.TryDecode(address.ToUpperInvariant(), out var read).Should().BeTrue();
        read.Should().Be(token);
    }

    [Fact]
    public void Foreign_and_forged_addresses_are_refused()
    {
        var address = _verp.Encode("token-1");
        var other = new VerpAddress("bounces@mail.example.org", Encoding.ASCII.GetBytes("another secret of ours")).Encode("token-1");
        foreach (var forged in new[]
        {
            other, address.Replace("token-1", "token-2", StringComparison.Ordinal), "bounces@mail.example.org", "bounces+x@mail.example.org",
            "bounces+-@mail.example.org", address.Replace("mail.", "mail2.", StringComparison.Ordinal), "", "@",
        })
        {
            _verp.TryDecode(forged, out _).Should().BeFalse(forged);
        }
    }

    [Fact]
    public void Token_is_found_in_a_report()
    {
        var mail = InboundSamples.Report.Replace("bounces+42@mail.example.org", _verp.Encode("42"), StringComparison.Ordinal);

        var report = InboundClassifier.Classify(Encoding.UTF8.GetBytes(mail));

        _verp.TryDecode(report, out var token).Should().BeTrue();
        token.Should().Be("42");
    }

    [Theory]
    [InlineData("UPPER")]
    [InlineData("with space")]
    [InlineData("a@b")]
    [InlineData("line\r\nbreak")]
    [InlineData("0123456789012345678901234567890123456789012345678901234567890123")]
    public void Unsuitable_tokens_are_refused(string token)
    {
        var encode = () => _verp.Encode(token);

        encode.Should().Throw<ArgumentException>();
    }
}
