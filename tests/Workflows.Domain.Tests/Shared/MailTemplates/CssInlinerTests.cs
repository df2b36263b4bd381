using FluentAssertions;
using Workflows.Domain.Shared.MailTemplates.Css;
using Xunit;

namespace Workflows.Domain.Tests.Shared.MailTemplates;

public sealed class CssInlinerTests
{
    [Theory]
    [InlineData("p{margin:0}", "<p>a</p>", "<p style=\"margin:0\">a</p>")]
    [InlineData(".a{color:red}", "<p class=\"b a\">a</p>", "<p class=\"b a\" style=\"color:red\">a</p>")]
    [InlineData("#x{color:red}", "<p id=x>a</p>", "<p id=x style=\"color:red\">a</p>")]
    [InlineData("[align=right]{color:red}", "<p align='right'>a</p><p>b</p>", "<p align='right' style=\"color:red\">a</p><p>b</p>")]
    [InlineData("a[href^=\"http\"]{color:red}", "<a href=\"http://x\">a</a><a href=\"/x\">b</a>", "<a href=\"http://x\" style=\"color:red\">a</a><a href=\"/x\">b</a>")]
    [InlineData("div p{color:red}", "<div><b><p>a</p></b></div><p>b</p>", "<div><b><p style=\"color:red\">a</p></b></div><p>b</p>")]
    [InlineData("div > p{color:red}", "<div><b><p>a</p></b><p>b</p></div>", "<div><b><p>a</p></b><p style=\"color:red\">b</p></div>")]
    [InlineData("td,th{color:red}", "<table><tr><th>a<td>b</table>", "<table><tr><th style=\"color:red\">a<td style=\"color:red\">b</table>")]
    [InlineData("*{color:red}", "<br/>", "<br style=\"color:red\"/>")]
    public void Selectors_pick_their_elements(string css, string html, string expected) =>
        CssInliner.Inline($"<style>{css}</style>{html}").Should().Be(expected);

    [Theory]
    [InlineData("p{color:red}.a{color:blue}p{color:green}", "<p class=a>", "<p class=a style=\"color:blue\">")]
    [InlineData("#x{color:red}.a.b.c{color:blue}", "<p id=x class=\"a b c\">", "<p id=x class=\"a b c\" style=\"color:red\">")]
    [InlineData("p{color:red}p{color:blue}", "<p>", "<p style=\"color:blue\">")]
    [InlineData("p{color:red}", "<p style=\"color:blue\">", "<p style=\"color:blue\">")]
    [InlineData("p{color:red !important}", "<p style=\"color:blue;margin:0\">", "<p style=\"margin:0;color:red !important\">")]
    [InlineData("p{margin:0}.a{margin-left:1px}", "<p class=a>", "<p class=a style=\"margin:0;margin-left:1px\">")]
    [InlineData(".a{margin-left:1px}p{margin:0}", "<p class=a>", "<p class=a style=\"margin:0;margin-left:1px\">")]
    public void The_cascade_decides_and_shorthands_stay_behind_what_is_weaker(string css, string html, string expected) =>
        CssInliner.Inline($"<style>{css}</style>{html}").Should().Be(expected);

    [Fact]
    public void Media_queries_and_states_stay_in_the_head_where_the_sheet_was()
    {
        const string css = "/* all { } */ p{margin:0}a:hover, a{color:red}@media (max-width: 480px) { p { margin: 1px !important } }@import url(x.css);";

        CssInliner.Inline($"<html><head><style>{css}</style></head><body><p><a>x</a></body></html>").Should().Be(
            "<html><head><style>\na:hover {color:red}\n@media (max-width: 480px) { p { margin: 1px !important } }\n</style></head>"
            + "<body><p style=\"margin:0\"><a style=\"color:red\">x</a></body></html>");
    }

    [Theory]
    [InlineData("<p>no sheet</p>")]
    [InlineData("<style media=\"print\">p{color:red}</style><p>x</p>")]
    [InlineData("<!-- <style>p{color:red}</style> --><p>x</p>")]
    public void What_is_not_ours_stays_byte_for_byte(string html) => CssInliner.Inline(html).Should().Be(html);

    [Theory]
    [InlineData("p{font-family:\"Segoe UI\",x}", "<p>", "<p style=\"font-family:&quot;Segoe UI&quot;,x\">")]
    [InlineData("p{color:red", "<p>", "<p style=\"color:red\">")]
    [InlineData("p{background:url(a;b.png)}", "<p>", "<p style=\"background:url(a;b.png)\">")]
    [InlineData("p{{color:red}}", "<p", "<p")]
    [InlineData("}}}p[{color:red}", "<p a=\"", "<p a=\"")]
    public void Broken_css_and_html_break_nothing(string css, string html, string expected) =>
        CssInliner.Inline($"<style>{css}</style>{html}").Should().Be(expected);

    [Fact]
    public void Random_pieces_never_throw_and_keep_the_text()
    {
        string[] pieces = ["<p", ">", "</p>", "<style>", "</style>", "p{", "}", "color:red", ";", "\"", "'", "<!--", "-->", "@media", "[a", "]", "=", " class=a", "<td>", "<", "&quot;", ".a", "#b", "word", "/", "!important"];
        var random = new Random(7);
        for (var i = 0; i < 20_000; i++)
        {
            var html = string.Concat(Enumerable.Range(0, random.Next(1, 24)).Select(_ => pieces[random.Next(pieces.Length)]));
            var result = CssInliner.Inline(html);
            if (!html.Contains("<style", StringComparison.Ordinal))
            {
                result.Should().Be(html);
            }
        }
    }
}
