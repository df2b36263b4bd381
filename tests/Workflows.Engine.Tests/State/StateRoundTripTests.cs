using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Workflows.Engine.Activities.Flow;
using Workflows.Engine.Execution;
using Workflows.Engine.State;
using Xunit;

namespace Workflows.Engine.Tests.State;

public sealed class StateRoundTripTests
{
    public static TheoryData<object> Values() =>
    [
        "text", true, 5, 5L, 5.25, double.NaN, 3.14m, 79228162514264337593543950335m, new DateTimeOffset(2026, 3, 2, 9, 0, 0, 123, TimeSpan.FromHours(5.5)),
        new DateTime(2026, 3, 2, 9, 0, 0, DateTimeKind.Utc), TimeSpan.FromTicks(12345), Guid.Parse("0197f000-0000-7000-8000-000000000001"),
        MergeMode.Race, new byte[] { 1, 2, 255 }, new Uri("https://example.org/a?b"), new DateOnly(2026, 3, 2), new List<string> { "a", "b" },
        new[] { 1.5m, 2m }, new List<object> { 1, "x", 2L, new List<object> { true } },
        new Dictionary<string, object> { ["a"] = 1, ["$"] = "l", ["nested"] = new Dictionary<string, object> { ["when"] = TimeSpan.FromHours(1) } },
        new Outcomes("A", "B"), new Point(1, "p"),
    ];

    [Theory]
    [MemberData(nameof(Values))]
    public void A_value_comes_back_with_its_type(object value)
    {
        var copy = StateValue.Copy(new List<object> { value }).Should().BeOfType<List<object>>().Which.Single();

        copy.GetType().Should().Be(value.GetType());
        copy.Should().BeEquivalentTo(value, options => options.RespectingRuntimeTypes());
    }

    [Fact]
    public void Json_comes_back_as_it_was()
    {
        var element = JsonSerializer.SerializeToElement(new { a = 1, b = new[] { "x" } });
        var node = JsonNode.Parse("{\"a\":1.50,\"b\":null}")!;

        ((JsonElement)((List<object>)StateValue.Copy(new List<object> { element })!)[0]).GetRawText().Should().Be(element.GetRawText());
        ((JsonNode)StateValue.Copy(node)!).ToJsonString().Should().Be(node.ToJsonString());
    }

    [Fact]
    public void What_lives_only_in_the_process_is_refused()
    {
        FluentActions.Invoking(() => StateValue.Copy(new MemoryStream())).Should().Throw<NotSupportedException>().WithMessage("*MemoryStream*");
    }

    [Fact]
    public void Any_text_and_number_survives()
    {
        Prop.ForAll(ArbMap.Default.ArbFor<string>(), ArbMap.Default.ArbFor<long>(), ArbMap.Default.ArbFor<decimal>(), (text, whole, money) =>
            ((List<object?>)StateValue.Copy(new List<object?> { Clean(text), whole, money })!).SequenceEqual([Clean(text), whole, money]))
            .QuickCheckThrowOnFailure();

        // Lone surrogates are no text; JSON cannot carry them.
        static string? Clean(string? text) => text is null ? null : string.Concat(text.Where(letter => !char.IsSurrogate(letter)));
    }

    private sealed record Point(int X, string Label);
}
