using System.Globalization;
using System.Text.Json;
using FluentAssertions;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Workflows.Templates.Upstream;
using Xunit;

namespace Workflows.Templates.Tests.Upstream;

/// <summary>The adapter to the stock package compiles against its signatures, and asks it for what the options say.</summary>
public sealed class ScribanAdapterTests
{
    [Fact]
    public void Options_models_and_loader_reach_the_stock_engine()
    {
        var options = new TemplateOptions
        {
            StrictVariables = true,
            AutoIndent = false,
            Culture = CultureInfo.GetCultureInfo("de-DE"),
            Limits = new TemplateLimits { LoopIterations = 7, Recursion = 8, StringLength = 9, RegexTime = TimeSpan.FromSeconds(3) },
            Globals = new Dictionary<string, object?> { ["twice"] = (Func<int, int>)(static x => 2 * x), ["site"] = new Dictionary<string, object?> { ["name"] = "W" } },
            Loader = new OnePart(),
        };
        using var model = JsonDocument.Parse("""{"a":[1,2.5,"x",true,null,{"b":1}]}""");

        ScribanTemplate.Parse("plain", "p", options).Render(model.RootElement).Should().Be("plain");

        var seen = Scriban.Template.Seen!;
        (seen.StrictVariables, seen.AutoIndent, seen.LoopLimit, seen.RecursiveLimit, seen.LimitToString).Should().Be((true, false, 7, 8, 9));
        (seen.RegexTimeOut, seen.Culture!.Name, seen.CancellationToken.CanBeCanceled).Should().Be((TimeSpan.FromSeconds(3), "de-DE", true));
        var globals = seen.Globals.Cast<ScriptObject>().ToList();
        globals[0]["a"].Should().BeOfType<ScriptArray>().Which.Take(5).Should().Equal(1L, 2.5, "x", true, null);
        globals[1]["site"].Should().BeOfType<ScriptObject>().Which["name"].Should().Be("W");
        globals[1]["twice"].Should().BeAssignableTo<Delegate>();
        seen.TemplateLoader!.Load(seen, default, "part").Should().Be("of part");
    }

    [Theory]
    [InlineData(TemplateMode.Liquid, ScriptLang.Liquid, ScriptMode.Default)]
    [InlineData(TemplateMode.ScriptOnly, ScriptLang.Default, ScriptMode.ScriptOnly)]
    [InlineData(TemplateMode.Scriban, ScriptLang.Default, ScriptMode.Default)]
    public async Task The_language_is_chosen(TemplateMode mode, ScriptLang lang, ScriptMode stock)
    {
        await ScribanTemplate.Parse("x", null, new TemplateOptions { Mode = mode }).RenderAsync(null, default);

        var seen = Scriban.Template.Seen!;
        (seen.TemplateLoaderLexerOptions.Lang, seen.TemplateLoaderLexerOptions.Mode, seen is LiquidTemplateContext)
            .Should().Be((lang, stock, mode == TemplateMode.Liquid));
    }

    [Fact]
    public void Problems_have_their_places_from_one()
    {
        var broken = ScribanTemplate.Parse("{{ if", "f");

        broken.HasErrors.Should().BeTrue();
        broken.Messages.Should().Equal(new TemplateMessage("f", 3, 5, "broken"));
        broken.Invoking(static t => t.Render()).Should().Throw<InvalidOperationException>();
        ScribanTemplate.Parse("fail").Invoking(static t => t.Render()).Should().Throw<TemplateRuntimeException>()
            .Which.Should().BeEquivalentTo(new { SourceName = "f", Line = 3, Column = 5, Text = "bad" });
        FluentActions.Invoking(() => ScribanTemplate.Parse("x", null, new TemplateOptions { Escaping = TemplateEscaping.Html })).Should().Throw<NotSupportedException>();
    }

    private sealed class OnePart : Workflows.Templates.ITemplateLoader
    {
        public Workflows.Templates.Template? Load(string name) => Workflows.Templates.Template.Parse($"of {name}");
    }
}
