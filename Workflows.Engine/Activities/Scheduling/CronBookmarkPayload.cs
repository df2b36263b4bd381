namespace Workflows.Engine.Activities.Scheduling;

/// <summary>What a cron inside a workflow waits for.</summary>
/// <param name="ExecuteAt">When it fires.</param>
/// <param name="CronExpression">The expression.</param>
public sealed record CronBookmarkPayload(DateTimeOffset ExecuteAt, string CronExpression);
