using System.Text;

namespace Workflows.Domain.Shared.MailTemplates.Css;

/// <summary>A style sheet, divided into what can move into <c>style</c> attributes and what must stay in the head.</summary>
internal sealed class CssStyleSheet
{
    private CssStyleSheet(CssRule[] rules, string kept)
    {
        Rules = rules;
        Kept = kept;
    }

    /// <summary>The rules that can move, in their order.</summary>
    public CssRule[] Rules { get; }

    /// <summary>Media queries and other at-rules, and rules for states such as <c>:hover</c>.</summary>
    public string Kept { get; }

    /// <summary>Reads a sheet. What is broken is skipped, as browsers do.</summary>
    public static CssStyleSheet Read(string text)
    {
        text = CssText.WithoutComments(text);
        var rules = new List<CssRule>();
        var kept = new StringBuilder();
        var i = 0;
        while (i < text.Length)
        {
            if (char.IsWhiteSpace(text[i]) || text[i] == '}')
            {
                i++;
                continue;
            }

            var open = CssText.Find(text, i, '{', ';');
            if (open < 0)
            {
                break;
            }

            // A statement such as @import or @charset: mail clients load nothing.
            if (text[open] == ';')
            {
                i = open + 1;
                continue;
            }

            var end = CssText.EndOfBlock(text, open);
            if (text[i] == '@')
            {
                kept.Append(text.AsSpan(i, end - i)).Append('\n');
            }
            else
            {
                var body = text[(open + 1)..end];
                ReadRule(text[i..open].Trim(), body.EndsWith('}') ? body[..^1] : body, rules, kept);
            }

            i = end;
        }

        return new CssStyleSheet([.. rules], kept.ToString());
    }

    private static void ReadRule(string selectors, string body, List<CssRule> rules, StringBuilder kept)
    {
        CssDeclaration[] declarations = [.. CssDeclaration.ReadAll(body)];
        if (declarations.Length == 0)
        {
            return;
        }

        foreach (var text in CssText.Split(selectors, ','))
        {
            if (CssSelector.TryRead(text) is { } selector)
            {
                rules.Add(new CssRule(selector, declarations));
            }
            else
            {
                kept.Append(text).Append(" {").Append(body.Trim()).Append("}\n");
            }
        }
    }
}
