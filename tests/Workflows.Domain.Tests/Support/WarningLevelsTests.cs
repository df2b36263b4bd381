using FluentAssertions;
using Workflows.Domain.Support.Policies;
using Xunit;

namespace Workflows.Domain.Tests.Support;

public sealed class WarningLevelsTests
{
    [Theory]
    [InlineData("80", new[] { 80 })]
    [InlineData(" 50,80 , 95 ", new[] { 50, 80, 95 })]
    [InlineData("1 %; 99%", new[] { 1, 99 })]
    public void Percentages_are_read_as_people_write_them(string text, int[] levels) => WarningLevels.Parse(text).Should().Equal(levels);

    [Theory]
    [InlineData(null)]
    [InlineData("  ")]
    public void Nothing_written_is_nothing_said(string? text) => WarningLevels.Parse(text).Should().BeNull();

    [Theory]
    [InlineData("half")]
    [InlineData("0")]
    [InlineData("100")]
    [InlineData("80, 50")]
    [InlineData("50, 50")]
    [InlineData("-5")]
    [InlineData(",")]
    public void Anything_else_is_refused_with_the_text(string text) =>
        FluentActions.Invoking(() => WarningLevels.Parse(text)).Should().Throw<FormatException>().WithMessage($"\"{text}\"*{WarningLevels.Rule}");
}
