using System.Text.RegularExpressions;

namespace Workflows.Templates.Functions;

/// <summary>The group <c>regex</c>: .NET expressions, each with a time limit.</summary>
internal static class RegexFunctions
{
    public static BuiltinObject Create()
    {
        var group = new BuiltinObject("regex");
        group.Add("escape", "pattern", static (in Call c) => new Value(Regex.Escape(c.TextOrEmpty(0))));
        group.Add("unescape", "pattern", static (in Call c) => Run(c, static (in Call c) => new Value(Regex.Unescape(c.TextOrEmpty(0)))));
        group.Add("match", "text pattern options?", static (in Call c) => Run(c, static (in Call c) =>
        {
            var match = Make(c, 2).Match(c.TextOrEmpty(0));
            return Value.Of(match.Success ? Groups(match) : new TemplateArray());
        }));
        group.Add("matches", "text pattern options?", static (in Call c) => Run(c, static (in Call c) =>
        {
            var result = new TemplateArray();
            for (var match = Make(c, 2).Match(c.TextOrEmpty(0)); match.Success; match = match.NextMatch())
            {
                c.Context.CountStep(c.Site);
                result.Add(Value.Of(Groups(match)));
            }

            return Value.Of(result);
        }));
        group.Add("replace", "text pattern replace options?", static (in Call c) => Run(c, static (in Call c) =>
        {
            var result = Make(c, 3).Replace(c.TextOrEmpty(0), c.TextOrEmpty(2));
            c.Context.CheckLength(c.Site, result.Length);
            return new Value(result);
        }));
        group.Add("split", "text pattern options?", static (in Call c) => Run(c, static (in Call c) =>
            Value.Of(new TemplateArray(Make(c, 2).Split(c.TextOrEmpty(0)).Select(part => new Value(part))))));
        return group;
    }

    private static Value Run(scoped in Call call, NativeBody body)
    {
        try
        {
            return body(call);
        }
        catch (RegexMatchTimeoutException e)
        {
            throw call.Site.Error($"The regular expression took longer than {call.Context.Options.Limits.RegexTime}.", e);
        }
        catch (ArgumentException e)
        {
            throw call.Site.Error($"The regular expression is not valid: {e.Message}", e);
        }
    }

    private static Regex Make(scoped in Call call, int optionsIndex)
    {
        var options = RegexOptions.None;
        foreach (var c in call.TextOrEmpty(optionsIndex))
        {
            options |= c switch
            {
                'i' => RegexOptions.IgnoreCase,
                'm' => RegexOptions.Multiline,
                's' => RegexOptions.Singleline,
                'x' => RegexOptions.IgnorePatternWhitespace,
                _ => throw call.Error($"There is no regular expression option `{c}`; there are i, m, s and x."),
            };
        }

        return new Regex(call.TextOrEmpty(1), options, call.Context.Options.Limits.RegexTime);
    }

    private static TemplateArray Groups(Match match)
    {
        var result = new TemplateArray(match.Groups.Count);
        for (var i = 0; i < match.Groups.Count; i++)
        {
            result.Add(match.Groups[i].Success ? new Value(match.Groups[i].Value) : default);
        }

        return result;
    }
}
