namespace Workflows.Server.Processes;

internal sealed record CancelInput(string? Reason = null);
