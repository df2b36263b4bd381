namespace Workflows.Server.Processes;

internal sealed record SkipInput(string? ActivityInstanceId = null, IReadOnlyList<string>? Outcomes = null, string? Reason = null);
