using static Workflows.Templates.Tests.Rendering;

namespace Workflows.Templates.Tests;

public sealed class LiquidTests
{
    [Theory]
    [InlineData("{% assign a-b = 5 %}{{ a-b }}", "5")]
    [InlineData("{% if a == 1 and b != 2 or c %}y{% elsif d %}e{% else %}n{% endif %}", "n")]
    [InlineData("{% unless false %}y{% endunless %}", "y")]
    [InlineData("{% for i in (1..4) limit:2 offset:1 %}{{ forloop.index }}:{{ i }} {% endfor %}", "1:2 2:3 ")]
    [InlineData("{% for i in x %}{% else %}none{% endfor %}", "none")]
    [InlineData("{% case 2 %}{% when 1 or 2 %}a{% else %}b{% endcase %}", "a")]
    [InlineData("{% capture x %}a{{ 1 }}{% endcapture %}{{ x }}", "a1")]
    [InlineData("{% raw %}{{ x }}{% endraw %}{% comment %}{{ %}{% endcomment %}", "{{ x }}")]
    [InlineData("{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}", "aba")]
    [InlineData("{% increment n %}{% increment n %}{% decrement m %}", "01-1")]
    [InlineData("{{ 'a,b' | split: ',' | join: '-' | append: '!' | upcase }}", "A-B!")]
    [InlineData("{{ nil | default: 'd' }}{{ 'ab' | size }}{{ 7 | divided_by: 2 }}", "d23")]
    [InlineData("{% if 'abc' contains 'b' %}y{% endif %}", "y")]
    [InlineData("a {%- if true -%} b {%- endif -%} c", "abc")]
    [InlineData("{% for i in (1..3) %}{% ifchanged %}{{ i }}{% endifchanged %}{% break %}{% endfor %}", "1")]
    public void Tags_and_filters_work(string template, string output) => Render(template, options: InLiquid).Should().Be(output);

    [Fact]
    public void An_unknown_tag_is_named_with_what_was_meant()
    {
        var message = Template.Parse("x\n{% asign a = 1 %}", "t.liquid", InLiquid).Messages.Should().ContainSingle().Which;
        message.ToString().Should().Be("t.liquid(2,4): There is no tag `asign`, did you mean `assign`?");
    }
}
