namespace Workflows.Server.Templates;

/// <summary>A template tried with its sample.</summary>
/// <param name="Subject">Null when there are problems.</param>
/// <param name="Html">HTML part, styles inlined.</param>
/// <param name="Text">Text part.</param>
/// <param name="Headers">The header lines as the mail would leave, to the caller.</param>
/// <param name="Problems">What would keep it from being saved.</param>
internal sealed record PreviewView(
    string? Subject, string? Html, string? Text, IReadOnlyList<HeaderView> Headers, IReadOnlyList<ProblemView> Problems);
