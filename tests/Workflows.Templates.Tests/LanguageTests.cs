using static Workflows.Templates.Tests.Rendering;

namespace Workflows.Templates.Tests;

public sealed class LanguageTests
{
    [Theory]
    [InlineData("plain", "plain")]
    [InlineData("a { b } c", "a { b } c")]
    [InlineData("{{ 1 + 2 * 3 }}", "7")]
    [InlineData("{{ 7 / 2 }} {{ 7 // 2 }} {{ 7 % 4 }} {{ 2.5 + 1 }}", "3.5 3 3 3.5")]
    [InlineData("{{ 2147483647 + 1 }} {{ 9223372036854775807 + 1 }}", "2147483648 9223372036854775808")]
    [InlineData("{{ 1.10m + 2 }} {{ 0x1F }} {{ 1e3 }} {{ 0.5f }}", "3.10 31 1000 0.5")]
    [InlineData("{{ 'a' + 1 + null + true }} {{ 'ab' * 2 }}", "a1true abab")]
    [InlineData("{{ 1 < 2 && 'a' == 'a' }} {{ null ?? 'x' }} {{ 1 ?! 'y' }}", "true x y")]
    [InlineData("{{ x = {a: {b: [1, 2]}}; x.a.b[1]; x['a'].b[-1]; x.q?.r ?? '-' }}", "22-")]
    [InlineData("{{ true ? 'y' : 'n' }}{{ false ? 1 : 5 > 3 ? 'b' : 'c' }}", "yb")]
    [InlineData("{{ $'{1 + 1} is {'two'} \\{}' }}", "2 is two {}")]
    [InlineData("{{ `c:\\n` }}{{ \"\\u0041\\x42\\t|\" }}", "c:\\nAB\t|")]
    [InlineData("{{ [1, 'a', null, {b: 2}] }} {{ 1..<4 }} {{ 3..1 }}", "[1, \"a\", null, {b: 2}] [1, 2, 3] [3, 2, 1]")]
    [InlineData("{{ x = 5; x++; ++x; x += 3; x }}", "5710")]
    [InlineData("{{ [1, 2] == [1, 2] }} {{ [1] + [2] }} {{ [1] << 2 }}", "true [1, 2] [1, 2]")]
    [InlineData("{{ {a: 1}.empty? }} {{ [].empty? }} {{ {} == empty }}", "false true true")]
    public void Expressions_have_the_values_of_the_language(string template, string output) => Render(template).Should().Be(output);

    [Theory]
    [InlineData("{{ if 0 }}zero is true{{ end }}", "zero is true")]
    [InlineData("{{ if false }}a{{ else if null }}b{{ else }}c{{ end }}", "c")]
    [InlineData("{{ for i in 1..3 }}{{ i }}{{ if !for.last }},{{ end }}{{ end }}", "1,2,3")]
    [InlineData("{{ for i in [] }}x{{ else }}none{{ end }}", "none")]
    [InlineData("{{ for i in 1..9 limit:3 offset:2 reversed; i; end }}", "543")]
    [InlineData("{{ for p in {a: 1, b: 2}; p.key + p.value; end }}", "a1b2")]
    [InlineData("{{ x = 3; while x > 0; x; x -= 1; end }}", "321")]
    [InlineData("{{ for i in 1..9; if i == 2; continue; end; if i == 4; break; end; i; end }}", "13")]
    [InlineData("{{ case 2; when 1, 3; 'odd'; when 2 || 4; 'even'; else; '?'; end }}", "even")]
    [InlineData("{{ capture x }}a{{ 1 }}{{ end }}[{{ x }}]", "[a1]")]
    [InlineData("{{ o = {}; with o; a = 1; end; o.a; a }}", "1")]
    [InlineData("{{ o = {a: 7}; import o; a }}", "7")]
    [InlineData("a{{ ret }}b", "a")]
    [InlineData("{{ tablerow i in 1..3 cols:2; i; end }}", "<tr class=\"row1\"><td class=\"col1\">1</td><td class=\"col2\">2</td></tr>\n<tr class=\"row2\"><td class=\"col1\">3</td></tr>\n")]
    [InlineData("{{ # note }}a{{ ## b\n## }}c", "ac")]
    [InlineData("{%{ {{ raw }} }%}", " {{ raw }} ")]
    public void Statements_do_what_the_language_says(string template, string output) => Render(template).Should().Be(output);

    [Theory]
    [InlineData("{{ func f; ret $0 + $.b; end; f 1 b: 2 }}", "3")]
    [InlineData("{{ func f(a, b = 2, c...); ret a + b + c.size; end; f 1; f 1 1; f 1 1 1 1; f(b: 5, a: 1) }}", "3246")]
    [InlineData("{{ f(x) = x * 2; 3 | f | f }}", "12")]
    [InlineData("{{ f = do; ret $0 * $0; end; [1, 2, 3] | array.each @f }}", "[1, 4, 9]")]
    [InlineData("{{ func adder(n); ret @(do; ret $0 + n; end); end; add2 = adder 2; [1] | array.each @add2 }}", "[3]")]
    [InlineData("{{ func box; '<'; $$; '>'; end; wrap box; 'in'; end }}", "<in>")]
    [InlineData("{{ func f; ret $.size; end; f ^[1, 2, 3] }}", "3")]
    [InlineData("{{ 'a' | string.upcase + 'b' }}", "Ab")]
    public void Functions_take_arguments_in_every_form(string template, string output) => Render(template).Should().Be(output);

    [Theory]
    [InlineData("a \n {{- 1 -}} \n b", "a1b")]
    [InlineData("a\n  {{~ 1 ~}}  \n  b", "a\n1  b")]
    [InlineData("  {{ 'x\ny' }}\n", "  x\n  y\n")]
    [InlineData("<ul>\n  {{~ for i in 1..2 ~}}\n  <li>{{ i }}</li>\n  {{~ end ~}}\n</ul>", "<ul>\n  <li>1</li>\n  <li>2</li>\n</ul>")]
    public void White_space_around_code_is_controlled(string template, string output) => Render(template).Should().Be(output);

    [Fact]
    public void A_script_has_no_text_and_no_braces() =>
        Render("x = 1\nfor i in 1..3; x = x * i; end\nx", options: new() { Mode = TemplateMode.ScriptOnly }).Should().Be("6");

    [Fact]
    public void A_loop_variable_hides_an_outer_one_only_inside_the_loop() =>
        Render("{{ x = 'o'; for x in 1..2; x; end; x }}").Should().Be("12o");

    [Fact]
    public void One_template_renders_in_many_threads()
    {
        var template = Template.Parse("{{ x = n; for i in 1..50; x = x + i; end; x }}", options: Plain);
        Parallel.For(0, 500, n => template.Render(new Dictionary<string, object?>(StringComparer.Ordinal) { ["n"] = n })
            .Should().Be((n + 1275).ToString(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
