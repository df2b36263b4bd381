using FluentAssertions;
using Workflows.Server.MailInbound;
using Xunit;

namespace Workflows.Server.Tests.MailInbound;

public sealed class WebhookSignatureTests
{
    private const string Secret = "a secret of some length";
    private static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan Tolerance = TimeSpan.FromMinutes(5);

    [Fact]
    public void A_signature_holds_for_its_body_its_secret_and_its_time()
    {
        var header = WebhookSignature.Sign(Secret, Now, "body"u8);

        WebhookSignature.IsValid(header, Secret, "body"u8, Now + TimeSpan.FromMinutes(4), Tolerance).Should().BeTrue();
        WebhookSignature.IsValid(header, Secret, "Body"u8, Now, Tolerance).Should().BeFalse();
        WebhookSignature.IsValid(header, Secret + "x", "body"u8, Now, Tolerance).Should().BeFalse();
        WebhookSignature.IsValid(header, Secret, "body"u8, Now + TimeSpan.FromMinutes(6), Tolerance).Should().BeFalse();
        WebhookSignature.IsValid(header, Secret, "body"u8, Now - TimeSpan.FromMinutes(6), Tolerance).Should().BeFalse();
        WebhookSignature.IsValid(header.Replace("t=17", "t=18", StringComparison.Ordinal), Secret, "body"u8, Now, Tolerance).Should().BeFalse();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("v1=00")]
    [InlineData("t=1772442000")]
    [InlineData("t=99999999999999999999,v1=00")]
    [InlineData("t=-1,v1=,,=,t")]
    public void Anything_else_is_no_signature(string? header) =>
        WebhookSignature.IsValid(header, Secret, "body"u8, Now, Tolerance).Should().BeFalse();

    // Made with: printf '1772442000.body' | openssl dgst -sha256 -hmac 'a secret of some length'
    [Fact]
    public void It_is_what_other_programs_compute() =>
        WebhookSignature.Sign(Secret, Now, "body"u8).Should().Be("t=1772442000,v1=b12c548c05388128c8013d1cb634dae7592bf5548d58b66316b6648001866c0b");
}
