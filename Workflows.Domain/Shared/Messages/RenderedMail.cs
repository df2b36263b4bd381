namespace Workflows.Domain.Shared.Messages;

/// <summary>A rendered mail.</summary>
/// <param name="Subject">One line, without control characters.</param>
/// <param name="Html">HTML part.</param>
/// <param name="Text">Text part.</param>
internal sealed record RenderedMail(string Subject, string Html, string Text);
