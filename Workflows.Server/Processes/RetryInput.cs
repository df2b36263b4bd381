namespace Workflows.Server.Processes;

internal sealed record RetryInput(string? ActivityInstanceId = null);
