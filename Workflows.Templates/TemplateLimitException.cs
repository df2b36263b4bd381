namespace Workflows.Templates;

/// <summary>Rendering was stopped because the template reached a limit of its sandbox.</summary>
/// <param name="limit">The limit that was reached.</param>
/// <param name="sourceName">Name of the template at fault, if it has one.</param>
/// <param name="line">Line, from 1.</param>
/// <param name="column">Column, from 1.</param>
/// <param name="text">What went wrong, without the position.</param>
public sealed class TemplateLimitException(
    TemplateLimit limit, string? sourceName, int line, int column, string text)
    : TemplateRuntimeException(sourceName, line, column, text)
{
    /// <summary>The limit that was reached.</summary>
    public TemplateLimit Limit { get; } = limit;
}
