using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Workflows.Domain.Shared.Audit;
using Xunit;

namespace Workflows.Domain.Tests.Shared.Audit;

public sealed class PersonalDataTests
{
    [Fact]
    public void Secrets_names_numbers_and_addresses_are_masked_at_every_depth()
    {
        var json = PersonalData.ToMaskedJson(new
        {
            PasswordHash = "AQAAAA",
            TokenVersion = 3,
            RequesterName = "Joe Bloggs",
            Phone = "+44 20 7946 0958",
            Cc = new[] { "a@example.com", "b@example.org" },
            Inner = new Dictionary<string, object?> { ["ApiKey"] = "wf_123", ["Text"] = "write to joe@example.com, please" },
            Missing = (string?)null,
        });

        json.Should().Be(
            """
            {"password_hash":"***","token_version":3,"requester_name":"J***","phone":"***58","cc":["a***@example.com","b***@example.org"],"inner":{"api_key":"***","text":"write to j***@example.com, please"}}
            """);
    }

    [Fact]
    public void Nothing_stays_nothing() => PersonalData.ToMaskedJson(null).Should().BeNull();

    [Fact]
    public void No_local_part_longer_than_a_letter_survives()
    {
        Check.QuickThrowOnFailure(Prop.ForAll(
            Arb.From(Gen.Elements("joe", "mary.ann", "x+y", "Zoë")),
            Arb.From(Gen.Elements("tim", "o'neil", "a_b")),
            Arb.From(Gen.Elements(" ", ", ", "\n", "<", "; ")),
            static (first, second, separator) =>
            {
                var text = $"{first}@example.com{separator}{second}@example.org";
                var masked = PersonalData.ToMaskedJson(new { Body = text })!;
                return !masked.Contains($"{first}@", StringComparison.Ordinal)
                    && !masked.Contains($"{second}@", StringComparison.Ordinal)
                    && masked.Contains("***@example.org", StringComparison.Ordinal);
            }));
    }
}
