using static Workflows.Templates.Tests.Rendering;

namespace Workflows.Templates.Tests;

public sealed class SafetyTests
{
    private static readonly TemplateOptions Html = new() { Escaping = TemplateEscaping.Html };
    private static readonly TemplateOptions Strict = new() { StrictVariables = true };

    [Theory]
    [InlineData("{{ x }}", "&lt;b&gt;&amp;")]
    [InlineData("{{ x | html.raw }}", "<b>&")]
    [InlineData("{{ x | html.escape }}", "&lt;b&gt;&amp;")]
    [InlineData("{{ x + '<i>' | string.upcase }}", "&lt;B&gt;&amp;&lt;I&gt;")]
    [InlineData("{{ capture c }}<p>{{ x }}</p>{{ end }}{{ c }}", "<p>&lt;b&gt;&amp;</p>")]
    [InlineData("{{ '<a>\n' | html.newline_to_br }}", "&lt;a&gt;<br />\n")]
    [InlineData("{{ [x] }}{{ 5 }}", "[&quot;&lt;b&gt;&amp;&quot;]5")]
    [InlineData("{{ trusted }}", "<u>")]
    [InlineData("{{ $'{x}' }}{{ include 'part' }}", "&lt;b&gt;&amp;<hr>&lt;b&gt;&amp;")]
    public void Html_is_escaped_unless_it_is_trusted(string template, string output)
    {
        var options = new TemplateOptions { Escaping = TemplateEscaping.Html, Loader = new Parts(("part", "<hr>{{ x }}")) };
        Render(template, new { X = "<b>&", Trusted = new TrustedHtml("<u>") }, options).Should().Be(output);
    }

    [Theory]
    [InlineData("{{ t.assembly }}{{ t.name }}")]
    [InlineData("{{ f = do; ret 1; end; (@f).body }}{{ @f | object.keys | array.size }}")]
    [InlineData("{{ p.service.assembly }}")]
    public void A_template_cannot_walk_into_the_program(string template) =>
        Render(template, new { T = typeof(string), P = (IServiceProvider)new Provider() }).Trim('0').Should().BeEmpty();

    [Fact]
    public void Raw_exists_only_where_output_is_escaped()
    {
        Fail("{{ 'a' | html.raw }}").Text.Should().Contain("html.raw");
        Render("{{ 'a' | html.raw }}", options: Html).Should().Be("a");
    }

    [Fact]
    public void Liquid_has_a_filter_for_trusted_html()
    {
        var options = new TemplateOptions { Mode = TemplateMode.Liquid, Escaping = TemplateEscaping.Html };
        Render("{{ x }}{{ x | raw }}", new { X = "<b>" }, options).Should().Be("&lt;b&gt;<b>");
    }

    [Theory]
    [InlineData("{{ 1 | math.divided_by 0 }}")]
    [InlineData("{{ 1 // 0 }}")]
    [InlineData("{{ 1 % 0 }}")]
    [InlineData("{{ 1.5m / 0 }}")]
    public void Dividing_by_zero_is_an_error_of_the_template(string template) => Fail(template).Line.Should().Be(1);

    [Fact]
    public void Strict_templates_name_what_was_meant()
    {
        var error = Fail("Dear,\n{{ tiket.number }}", new { Ticket = new { Number = 1 } }, Strict);
        error.Message.Should().Be("mail.sbnhtml(2,4): Unknown variable `tiket`, did you mean `ticket`?");
        Fail("{{ ticket.nmber }}", new { Ticket = new { Number = 1 } }, Strict)
            .Message.Should().Be("mail.sbnhtml(1,11): `ticket` has no member `nmber`, did you mean `number`?");
    }

    [Theory]
    [InlineData("{{ 'a' | string.upcas }}", "The function `string.upcas` was not found, did you mean `upcase`?")]
    [InlineData("{{ incldue 'a' }}", "The function `incldue` was not found, did you mean `include`?")]
    [InlineData("{{ string.slice 'a' lenght: 1 }}", "`string.slice` has no argument `lenght`, did you mean `length`?")]
    public void Misspelt_functions_and_arguments_are_named(string template, string text) => Fail(template).Text.Should().Be(text);

    [Fact]
    public void Strict_templates_may_ask_for_what_is_missing() =>
        Render("{{ a ?? 'x' }}{{ t.b ?? 'y' }}{{ t?.c }}", new { T = new { D = 1 } }, Strict).Should().Be("xy");

    [Theory]
    [InlineData("{{ x = }}", 1, 8)]
    [InlineData("a\n{{ if x }}\nb", 2, 11)]
    [InlineData("{{ 'abc", 1, 7)]
    [InlineData("{{ a.b c: }}", 1, 11)]
    [InlineData("{{ end }}", 1, 4)]
    public void Syntax_errors_have_their_place(string template, int line, int column)
    {
        var message = Template.Parse(template, "t", Plain).Messages[0];
        (message.Line, message.Column).Should().Be((line, column));
    }

    [Fact]
    public void All_problems_of_a_template_are_reported()
    {
        var template = Template.Parse("{{ 1 + }}\nok\n{{ [1 }}\n{{ for x }}{{ end }}", "t", Plain);
        template.Messages.Select(m => m.Line).Should().StartWith([1, 3, 4]);
        template.Invoking(t => t.Render()).Should().Throw<InvalidOperationException>();
    }

    [Fact]
    public void Included_templates_see_globals_and_their_own_arguments()
    {
        var options = new TemplateOptions
        {
            Loader = new Parts(("row", "[{{ $0 }}{{ $.b }}{{ g }}{{ ret }}never]"), ("bad", "\n{{ 1 | nope }}")),
        };
        Render("{{ g = 'G'; include 'row' 1 b: 2 }}|{{ x = include 'row'; x | string.size }}", options: options).Should().Be("[12G|2");
        Render("{{ include_join ['row', 'row'] ',' '<' '>' }}", options: options).Should().Be("<[,[>");
        var error = Fail("{{ include 'bad' }}", options: options);
        (error.SourceName, error.Line).Should().Be(("bad", 2));
        Fail("{{ include 'missing' }}", options: options).Text.Should().Contain("missing");
    }

    // Members are what a template sees, so they belong to the instance.
    [System.Diagnostics.CodeAnalysis.SuppressMessage("Performance", "CA1822", Justification = "Templates see instance members.")]
    private sealed class Provider : IServiceProvider
    {
        public Type Service => typeof(Provider);

        public object? GetService(Type serviceType) => null;
    }

    internal sealed class Parts(params (string Name, string Text)[] parts) : ITemplateLoader
    {
        public Template? Load(string name) =>
            parts.FirstOrDefault(p => string.Equals(p.Name, name, StringComparison.Ordinal)) is { Text: { } text }
                ? Template.Parse(text, name)
                : null;
    }
}
