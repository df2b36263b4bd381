namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>A template tried with a sample.</summary>
/// <param name="Subject">Rendered subject; null when there are problems.</param>
/// <param name="Html">Rendered HTML part with inlined styles.</param>
/// <param name="Text">Rendered text part.</param>
/// <param name="Problems">What is wrong; empty when it could be saved.</param>
public sealed record MailTemplatePreview(string? Subject, string? Html, string? Text, IReadOnlyList<MailTemplateProblem> Problems)
{
    /// <summary>Address of the caller, who would get a test mail. Null for callers that are no person.</summary>
    public string? To { get; init; }

    /// <summary>Name of the caller.</summary>
    public string? ToName { get; init; }
}
