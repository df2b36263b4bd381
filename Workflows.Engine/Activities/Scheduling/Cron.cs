using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Scheduling;

namespace Workflows.Engine.Activities.Scheduling;

/// <summary>Starts the workflow at the instants of a cron expression; inside a workflow, waits for the next one.</summary>
[Activity("Elsa", "Scheduling", "Trigger workflow execution at a specific interval using a CRON expression.")]
public class Cron : EventGenerator
{
    /// <summary>Custom property that names the zone, for definitions that keep to Elsa's inputs.</summary>
    public const string TimeZonePropertyKey = "timeZone";

    /// <summary>Creates the activity.</summary>
    public Cron([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Cron(string cronExpression, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(new Input<string>(cronExpression), source, line)
    {
    }

    /// <summary>Creates the activity.</summary>
    public Cron(Input<string> cronExpression, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : this(source, line) => CronExpression = cronExpression;

    /// <summary>The expression: 5, 6 (seconds first) or 7 (year last) fields.</summary>
    [Input(Description = "The CRON expression at which the timer should execute.", UIHint = "cron-expression")]
    public Input<string> CronExpression { get; set; } = null!;

    /// <summary>IANA zone in which the expression is read. Default: the custom property "timeZone", then UTC.</summary>
    [Input(DisplayName = "Time zone", Description = "The IANA time zone in which the expression is read; UTC if empty.")]
    public Input<string?> TimeZone { get; set; } = null!;

    /// <summary>A cron.</summary>
    public static Cron FromCronExpression(string value, [CallerFilePath] string? source = null, [CallerLineNumber] int? line = null) => new(value, source, line);

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        if (context.IsTriggerOfWorkflow())
        {
            return context.CompleteActivityAsync();
        }

        var expression = context.Get(CronExpression) ?? string.Empty;
        var schedule = CronSchedule.Parse(expression, ZoneOf(context.Get(TimeZone)));
        var next = schedule.NextAfter(context.WorkflowExecutionContext.UtcNow)
            ?? throw new InvalidOperationException($"The cron expression '{expression}' never fires again.");
        context.AddWait(
            new CreateBookmarkArgs { BookmarkName = "Elsa.Cron", Stimulus = new CronBookmarkPayload(next, expression) },
            next,
            $"timer ({expression})");
        return default;
    }

    /// <inheritdoc />
    protected override object GetTriggerPayload(TriggerIndexingContext context) =>
        new CronTriggerPayload(context.Get(CronExpression) ?? string.Empty, ZoneName(context.Get(TimeZone)));

    private TimeZoneInfo ZoneOf(string? zone) => ZoneName(zone) is { } name ? TimeZoneInfo.FindSystemTimeZoneById(name) : TimeZoneInfo.Utc;

    private string? ZoneName(string? zone) =>
        !string.IsNullOrEmpty(zone) ? zone : CustomProperties.TryGetValue(TimeZonePropertyKey, out var value) ? value?.ToString() : null;
}
