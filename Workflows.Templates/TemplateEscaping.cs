namespace Workflows.Templates;

/// <summary>What happens to the value of an expression on its way to the output.</summary>
public enum TemplateEscaping
{
    /// <summary>Values are written as they are.</summary>
    None,

    /// <summary>
    /// Values are HTML-encoded (<c>&amp; &lt; &gt; " '</c>), except <see cref="TrustedHtml"/>. Templates emit trusted markup
    /// with <c>html.raw</c>; the results of <c>html.escape</c>, <c>html.newline_to_br</c>, <c>include</c> and <c>capture</c>
    /// are trusted already.
    /// </summary>
    Html,
}
