using System.Globalization;
using System.Net;
using System.Numerics;
using FsCheck;
using FsCheck.Fluent;
using static Workflows.Templates.Tests.Rendering;

namespace Workflows.Templates.Tests;

public sealed class PropertyTests
{
    [Fact]
    public void Any_text_can_be_parsed() =>
        Prop.ForAll((string? text) => Template.Parse(text ?? "", options: InLiquid).Messages.Count <= 50
            && Template.Parse("{{" + text, options: Plain).Messages.Count <= 50).QuickCheckThrowOnFailure();

    [Fact]
    public void Text_without_braces_is_its_own_output() =>
        Prop.ForAll((string? text) =>
        {
            var plain = (text ?? "").Replace("{", "", StringComparison.Ordinal);
            return string.Equals(Render(plain), plain, StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_value_comes_out_as_it_went_in() =>
        Prop.ForAll((string? text) => string.Equals(Render("{{ x }}", new { X = text }), text ?? "", StringComparison.Ordinal))
            .QuickCheckThrowOnFailure();

    [Fact]
    public void Escaped_html_reads_back_as_the_text() =>
        Prop.ForAll((string? text) =>
        {
            var html = Render("{{ x | html.escape }}", new { X = text });
            return html.IndexOfAny(['<', '>', '"', '\'']) < 0
                && string.Equals(WebUtility.HtmlDecode(html), WebUtility.HtmlDecode(WebUtility.HtmlDecode(WebUtility.HtmlEncode(text ?? ""))), StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Literals_read_back_as_the_text() =>
        Prop.ForAll((string? text) =>
        {
            var literal = Render("{{ x | string.literal }}", new { X = text ?? "" });
            return string.Equals(Render("{{ x | object.eval }}", new { X = literal }), text ?? "", StringComparison.Ordinal);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Whole_numbers_never_lose_a_digit() =>
        Prop.ForAll((long a, long b) =>
            string.Equals(
                Render("{{ a + b }} {{ a - b }} {{ a * b }}", new { A = a, B = b }),
                string.Create(CultureInfo.InvariantCulture, $"{(BigInteger)a + b} {(BigInteger)a - b} {(BigInteger)a * b}"),
                StringComparison.Ordinal)).QuickCheckThrowOnFailure();

    [Fact]
    public void Json_reads_back_as_the_value() =>
        Prop.ForAll((int[]? numbers, string? text) =>
            string.Equals(
                Render("{{ v = {n: n, t: t} | object.to_json | object.from_json; v.n }}|{{ v.t }}", new { N = numbers ?? [], T = text?.Replace("\ud800", "", StringComparison.Ordinal) }),
                $"[{string.Join(", ", numbers ?? [])}]|{text}",
                StringComparison.Ordinal) || (text ?? "").Any(char.IsSurrogate)).QuickCheckThrowOnFailure();
}
