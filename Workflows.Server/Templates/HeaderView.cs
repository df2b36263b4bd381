namespace Workflows.Server.Templates;

/// <summary>One header field.</summary>
internal sealed record HeaderView(string Name, string Value);
