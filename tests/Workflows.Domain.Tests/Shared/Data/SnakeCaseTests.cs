using FluentAssertions;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;
using Xunit;

namespace Workflows.Domain.Tests.Shared.Data;

public sealed class SnakeCaseTests
{
    [Theory]
    [InlineData("TokenVersion", "token_version")]
    [InlineData("Id", "id")]
    [InlineData("HTMLBody2", "html_body2")]
    [InlineData("Step2Name", "step2_name")]
    [InlineData("already_snake", "already_snake")]
    public void Names_are_cut_at_words(string name, string expected) => SnakeCase.Of(name).Should().Be(expected);

    [Fact]
    public void Enum_names_survive_the_round_trip()
    {
        foreach (var status in Enum.GetValues<MessageStatus>())
        {
            SnakeCaseEnum<MessageStatus>.Parse(SnakeCaseEnum<MessageStatus>.NameOf(status)).Should().Be(status);
        }

        SnakeCaseEnum<MessageStatus>.NameOf(MessageStatus.InDoubt).Should().Be("in_doubt");
        SnakeCaseEnum<MessageStatus>.TryParse("nonsense", out _).Should().BeFalse();
    }
}
