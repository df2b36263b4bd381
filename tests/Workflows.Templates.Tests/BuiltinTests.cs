using static Workflows.Templates.Tests.Rendering;

namespace Workflows.Templates.Tests;

public sealed class BuiltinTests
{
    [Theory]
    [InlineData("[3, 1, 2] | array.sort | array.reverse | array.join '-'", "3-2-1")]
    [InlineData("[{n: 'b'}, {n: 'a'}] | array.sort 'n' | array.map 'n'", "[\"a\", \"b\"]")]
    [InlineData("[1, 1, 2, null] | array.uniq | array.compact | array.size", "2")]
    [InlineData("[1, 2, 3, 4] | array.filter @(do; ret $0 % 2 == 0; end)", "[2, 4]")]
    [InlineData("[1, 2] | array.contains 2", "true")]
    [InlineData("'this is' | string.capitalizewords", "This Is")]
    [InlineData("'abcdef' | string.slice 1 length:3", "bcd")]
    [InlineData("'100% M & Ms!' | string.handleize", "100-m-ms")]
    [InlineData("'a long text' | string.truncate 8", "a lon...")]
    [InlineData("3 | string.pluralize 'item' 'items'", "items")]
    [InlineData("'é' | string.base64_encode | string.base64_decode", "é")]
    [InlineData("4.567 | math.round 1", "4.6")]
    [InlineData("1234.5 | math.format 'N2'", "1,234.50")]
    [InlineData("-7 | math.abs | math.plus 1 | math.times 2", "16")]
    [InlineData("'<a href=\"x>y\">t</a><script>1<2</script>' | html.strip", "t")]
    [InlineData("'<\"&' | html.escape", "&lt;&quot;&amp;")]
    [InlineData("'a b/ü' | html.url_encode", "a%20b%2F%C3%BC")]
    [InlineData("'2026-11-20T10:05:00' | date.to_string '%d %b %Y %H:%M %p %j'", "20 Nov 2026 10:05 AM 324")]
    [InlineData("date.parse '2026-01-31' | date.add_months 1 | date.to_string '%F'", "2026-02-28")]
    [InlineData("(date.parse '2026-01-02') - (date.parse '2026-01-01') == timespan.from_days 1", "true")]
    [InlineData("(date.parse '2026-03-04').year", "2026")]
    [InlineData("date.parse '20/01/2022 08:32:48 +02:00' '%d/%m/%Y %T %Z' | date.to_string '%F %T'", "2022-01-20 06:32:48")]
    [InlineData("'a1b22' | regex.replace `\\d+` '#'", "a#b#")]
    [InlineData("'A' | regex.match 'a' 'i'", "[\"A\"]")]
    [InlineData("{a: [1, 'x', null], b: 1.5} | object.to_json", "{\"a\":[1,\"x\",null],\"b\":1.5}")]
    [InlineData("('{\"a\": {\"b\": 3}}' | object.from_json).a.b", "3")]
    [InlineData("'1 + 2' | object.eval", "3")]
    [InlineData("{a: 1} | object.keys", "[\"a\"]")]
    public void Functions_answer(string expression, string output) => Render("{{ " + expression + " }}").Should().Be(output);

    [Fact]
    public void Every_week_number_agrees_with_its_definition()
    {
        // 2026-01-01 is a Thursday: before the first Sunday and the first Monday, and in ISO week 1.
        Render("{{ date.parse '2026-01-01' | date.to_string '%U %W %V %u %w' }}").Should().Be("00 00 01 4 4");
        Render("{{ date.parse '2026-01-04' | date.to_string '%U %W' }}").Should().Be("01 00");
    }

    [Fact]
    public void The_time_is_that_of_the_provider_in_the_zone_of_the_options()
    {
        var options = new TemplateOptions
        {
            TimeProvider = new FixedTime(new DateTimeOffset(2026, 7, 1, 22, 30, 0, TimeSpan.Zero)),
            TimeZone = TimeZoneInfo.CreateCustomTimeZone("plus2", TimeSpan.FromHours(2), "plus2", "plus2"),
            Culture = System.Globalization.CultureInfo.InvariantCulture,
        };
        Render("{{ date.now | date.to_string '%F %R %Z' }}", options: options).Should().Be("2026-07-02 00:30 +02:00");
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
