namespace Workflows.Domain.Shared.MailTemplates.Css;

/// <summary>A selector of compounds, such as <c>table.facts td[align=right]</c>, with descendant and child combinators.</summary>
internal sealed class CssSelector
{
    private readonly CssCompound[] _compounds;

    // Whether the compound must be the direct child of the one before.
    private readonly bool[] _isChild;

    private CssSelector(CssCompound[] compounds, bool[] isChild)
    {
        _compounds = compounds;
        _isChild = isChild;
        Specificity = compounds.Sum(static c => c.Specificity);
    }

    /// <summary>Ids, then classes and attributes, then elements, ten bits each.</summary>
    public int Specificity { get; }

    /// <summary>Reads a selector; null when it cannot be moved into an attribute (states, siblings, what we do not know).</summary>
    public static CssSelector? TryRead(string text)
    {
        var compounds = new List<CssCompound>();
        var children = new List<bool>();
        var isChild = false;
        var i = 0;
        while (true)
        {
            while (i < text.Length && (char.IsWhiteSpace(text[i]) || text[i] == '>'))
            {
                isChild |= text[i++] == '>';
            }

            if (i >= text.Length)
            {
                break;
            }

            if (CssCompound.TryRead(text, ref i) is not { } compound || (isChild && compounds.Count == 0))
            {
                return null;
            }

            compounds.Add(compound);
            children.Add(isChild);
            isChild = false;
        }

        return compounds.Count > 0 && !isChild ? new CssSelector([.. compounds], [.. children]) : null;
    }

    /// <summary>Whether the selector picks the element.</summary>
    public bool Matches(HtmlElement element) => _compounds[^1].Matches(element) && MatchesAbove(element, _compounds.Length - 1);

    private bool MatchesAbove(HtmlElement element, int index)
    {
        if (index == 0)
        {
            return true;
        }

        for (var parent = element.Parent; parent is not null; parent = parent.Parent)
        {
            if (_compounds[index - 1].Matches(parent) && MatchesAbove(parent, index - 1))
            {
                return true;
            }

            if (_isChild[index])
            {
                return false;
            }
        }

        return false;
    }
}
