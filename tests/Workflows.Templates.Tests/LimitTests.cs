using static Workflows.Templates.Tests.Rendering;

namespace Workflows.Templates.Tests;

public sealed class LimitTests
{
    [Theory]
    [InlineData("{{ for i in 1..2000; end }}")]
    [InlineData("{{ while true; end }}")]
    [InlineData("{{ for i in 1..100; for j in 1..100; end; end }}")]
    [InlineData("{{ 1..900 | array.each @string.size; 1..900 | array.each @string.size }}")]
    public void Loops_end_at_their_limit(string template) =>
        Reached(template, new() { LoopIterations = 1000 }).Should().Be(TemplateLimit.LoopIterations);

    [Theory]
    [InlineData("{{ func f; f; end; f }}")]
    [InlineData("{{ f(x) = f(x + 1); f 1 }}")]
    [InlineData("{{ func f; ret ['a'] | array.each @f; end; f }}")]
    [InlineData("{{ include 'self' }}")]
    [InlineData("{{ a = []; a[0] = a; b = []; b[0] = b; a == b }}")]
    [InlineData("{{ x = \"x | object.eval\"; x | object.eval }}")]
    public void Calls_end_at_their_limit(string template) =>
        Reached(template, new() { Recursion = 50 }).Should().Be(TemplateLimit.Recursion);

    [Theory]
    [InlineData("{{ for i in 1..100; 'xxxxxxxxxxxxxxxxxxxx'; end }}")]
    [InlineData("{{ 'x' * 1500 }}")]
    [InlineData("{{ for i in 1..100 }}some plain text{{ end }}")]
    public void Output_ends_at_its_limit(string template) =>
        Reached(template, new() { OutputLength = 1000 }).Should().Be(TemplateLimit.OutputLength);

    [Theory]
    [InlineData("{{ 'x' * 100000 }}")]
    [InlineData("{{ 'x' | string.pad_left 100000 }}")]
    [InlineData("{{ x = 'xx'; for i in 1..20; x = x + x; end }}")]
    [InlineData("{{ [1] | array.insert_at 100000 1 }}")]
    [InlineData("{{ x = []; x[100000] = 1 }}")]
    [InlineData("{{ x = []; x[1 / 0.0] = 1 }}")]
    [InlineData("{{ 1..100000 | array.add 1 }}")]
    [InlineData("{{ [1] * 100000 }}")]
    [InlineData("{{ x = 'aaaaaaaaaa' * 50; x | string.replace 'a' x }}")]
    [InlineData("{{ x = '<' * 9000; for i in 1..9; x = x | html.escape; end }}")]
    [InlineData("{{ x = 'x' * 9000; for i in 1..9; x = x | string.base64_encode; end }}")]
    [InlineData("{{ 1..99999999999 }}")]
    public void Values_end_at_their_limit(string template) =>
        Reached(template, new() { StringLength = 10_000 }).Should().Be(TemplateLimit.StringLength);

    [Fact]
    public void Time_ends_at_its_limit()
    {
        var limits = new TemplateLimits { Time = TimeSpan.FromSeconds(5), LoopIterations = int.MaxValue };
        var options = new TemplateOptions { Limits = limits, TimeProvider = new SteppingTime() };
        var template = Template.Parse("{{ while true; end }}", options: options);
        template.Invoking(t => t.Render()).Should().Throw<TemplateLimitException>().Which.Limit.Should().Be(TemplateLimit.Time);
    }

    [Fact]
    public void A_regular_expression_ends_at_its_limit()
    {
        var options = new TemplateOptions { Limits = new() { RegexTime = TimeSpan.FromMilliseconds(20) } };
        Fail("{{ 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!' | regex.match `^(a|aa)+$` }}", options: options)
            .Text.Should().Contain("took longer");
    }

    [Fact]
    public async Task A_cancelled_rendering_stops()
    {
        using var source = new CancellationTokenSource();
        await source.CancelAsync();
        var template = Template.Parse("{{ while true; end }}", options: new() { Limits = new() { LoopIterations = int.MaxValue } });
        var rendering = () => template.RenderAsync(null, source.Token).AsTask();
        await rendering.Should().ThrowAsync<OperationCanceledException>();
    }

    [Theory]
    [InlineData("(", ")")]
    [InlineData("[", "]")]
    [InlineData("!", "")]
    [InlineData("@", "")]
    [InlineData("-", "")]
    [InlineData("f ? ", " : 1")]
    [InlineData("if x;", ";end")]
    [InlineData("do;", ";end")]
    public void Deep_code_is_refused_not_fatal(string open, string close)
    {
        var text = "{{ " + string.Concat(Enumerable.Repeat(open, 50_000)) + "1" + string.Concat(Enumerable.Repeat(close, 50_000)) + " }}";
        Template.Parse(text).HasErrors.Should().BeTrue();
    }

    [Theory]
    [InlineData("+ 1 ")]
    [InlineData("&& true ")]
    [InlineData(".a")]
    [InlineData("[0]")]
    [InlineData("| math.plus 1 ")]
    public void Long_chains_are_refused_not_fatal(string link)
    {
        var template = Template.Parse("{{ x" + string.Concat(Enumerable.Repeat(link, 200_000)) + "}}");
        try
        {
            template.Render(new Dictionary<string, object?>(StringComparer.Ordinal) { ["x"] = 1 }).Should().NotBeNull();
        }
        catch (TemplateRuntimeException e)
        {
            e.Line.Should().Be(1);
        }
    }

    [Theory]
    [InlineData("{{ 1 << 100000 }}")]
    [InlineData("{{ x = 3; for i in 1..30; x = x * x; end }}")]
    [InlineData("{{ 1 | math.format 'D999999999' }}")]
    public void Numbers_cannot_grow_without_end(string template) => Fail(template).Line.Should().Be(1);

    [Fact]
    public void Limits_out_of_range_are_refused()
    {
        var options = new TemplateOptions { Limits = new() { Recursion = 5000 } };
        FluentActions.Invoking(() => Template.Parse("x", options: options)).Should().Throw<InvalidOperationException>().WithMessage("*Recursion*");
    }

    private static TemplateLimit Reached(string text, TemplateLimits limits)
    {
        var loader = new SafetyTests.Parts(("self", "{{ include 'self' }}"));
        var template = Template.Parse(text, options: new() { Limits = limits, Loader = loader });
        template.Messages.Should().BeEmpty();
        return template.Invoking(t => t.Render()).Should().Throw<TemplateLimitException>().Which.Limit;
    }

    private sealed class SteppingTime : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => _now++;
    }
}
