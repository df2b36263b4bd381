namespace Workflows.Server.Templates;

/// <summary>A test mail.</summary>
internal sealed record TestView(Guid MessageLogId, string To);
