namespace Workflows.Templates;

/// <summary>Markup that <see cref="TemplateEscaping.Html"/> writes as it is. Make it only from text that is known to be safe.</summary>
/// <param name="html">The markup.</param>
public sealed class TrustedHtml(string html)
{
    /// <summary>The markup.</summary>
    public string Html { get; } = html ?? throw new ArgumentNullException(nameof(html));

    /// <inheritdoc/>
    public override string ToString() => Html;
}
