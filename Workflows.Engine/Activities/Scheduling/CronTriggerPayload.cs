namespace Workflows.Engine.Activities.Scheduling;

/// <summary>What a cron trigger waits for.</summary>
/// <param name="CronExpression">The expression.</param>
/// <param name="TimeZone">IANA zone in which it is read; null: UTC.</param>
public sealed record CronTriggerPayload(string CronExpression, string? TimeZone = null);
