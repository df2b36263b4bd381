using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Workflows.Engine.Activities.Scheduling;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Execution;

namespace Workflows.Server.Scheduling.Triggers;

/// <summary>
/// The schedules of published workflows: their Cron, Timer and StartAt triggers. Custom properties of the trigger, else of the
/// workflow, say more: <c>timeZone</c> (IANA), <c>misfirePolicy</c> (FireOnceNow, Skip, FireAll), <c>tenants</c> (a list of tenant
/// keys or ids; without it, every active tenant). A definition that belongs to a tenant runs for that tenant alone.
/// </summary>
internal sealed partial class TriggerSchedules : IScheduleSource
{
    private const string MisfireProperty = "misfirePolicy";
    private const string TenantsProperty = "tenants";

    private readonly WorkflowCatalog _catalog;
    private readonly ScheduleOptions _options;
    private readonly TimeProvider _time;
    private readonly ILogger<TriggerSchedules> _logger;

    public TriggerSchedules(
        WorkflowCatalog catalog, IOptions<ScheduleOptions> options, TimeProvider time, ILogger<TriggerSchedules> logger)
    {
        _catalog = catalog;
        _options = options.Value;
        _time = time;
        _logger = logger;
    }

    public event Action? Changed
    {
        add => _catalog.Changed += value;
        remove => _catalog.Changed -= value;
    }

    public async ValueTask<IReadOnlyList<ScheduleSpec>> ReadAsync(CancellationToken cancellationToken)
    {
        var specs = new List<ScheduleSpec>();
        foreach (var graph in _catalog.Published)
        {
            var definition = graph.Workflow.Identity.DefinitionId;
            foreach (var trigger in graph.Triggers)
            {
                try
                {
                    specs.AddRange(await ReadAsync(graph, trigger, cancellationToken));
                }
                catch (Exception error) when (error is ScheduleException or InvalidOperationException or FormatException)
                {
                    // One unusable trigger must not keep the others from running.
                    Unusable(error, definition, trigger.Id);
                }
            }
        }

        return specs;
    }

    public bool IsWithdrawn(StoredSchedule schedule) =>
        schedule.Spec.DefinitionId is { } definition && _catalog.Knows(definition);

    private static ScheduleKind? KindOf(object payload) => payload switch
    {
        CronTriggerPayload => ScheduleKind.Cron,
        TimerTriggerPayload => ScheduleKind.Timer,
        StartAtPayload => ScheduleKind.StartAt,
        _ => null,
    };

    private static string ExpressionOf(object payload) => payload switch
    {
        CronTriggerPayload cron => cron.CronExpression,
        TimerTriggerPayload timer => timer.Interval.ToString("c", CultureInfo.InvariantCulture),
        StartAtPayload start => start.ExecuteAt.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture),
        _ => throw new ArgumentOutOfRangeException(nameof(payload)),
    };

    private static object? Property(WorkflowGraph graph, ITrigger trigger, string name) =>
        trigger.CustomProperties.TryGetValue(name, out var own) ? own
        : graph.Workflow.CustomProperties.TryGetValue(name, out var common) ? common
        : null;

    private static string[]? Tenants(object? value) => value switch
    {
        null => null,
        string text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries),
        JsonElement { ValueKind: JsonValueKind.Array } array => [.. array.EnumerateArray().Select(static e => e.GetString() ?? string.Empty)],
        JsonElement { ValueKind: JsonValueKind.String } text => Tenants(text.GetString()),
        IEnumerable<string> keys => [.. keys],
        IEnumerable<object> keys => [.. keys.Select(static k => k.ToString() ?? string.Empty)],
        _ => throw new ScheduleException($"The custom property {TenantsProperty} must be a list of tenant keys."),
    };

    private static MisfirePolicy Misfire(object? value) => value?.ToString() switch
    {
        null => MisfirePolicy.FireOnceNow,
        var word when Enum.TryParse<MisfirePolicy>(word, ignoreCase: true, out var policy) && Enum.IsDefined(policy) => policy,
        var word => throw new ScheduleException($"The custom property {MisfireProperty} is '{word}'; it must be FireOnceNow, Skip or FireAll."),
    };

    private async Task<IReadOnlyList<ScheduleSpec>> ReadAsync(WorkflowGraph graph, ITrigger trigger, CancellationToken cancellationToken)
    {
        var workflow = graph.Workflow;
        var context = new WorkflowExecutionContext(graph, Guid.Empty, null, _time);
        var indexing = new TriggerIndexingContext(context.ExpressionExecutionContext, trigger, _time.GetUtcNow(), cancellationToken);
        var payloads = await trigger.GetTriggerPayloadsAsync(indexing);
        var specs = new List<ScheduleSpec>();
        foreach (var payload in payloads)
        {
            if (KindOf(payload) is not { } kind)
            {
                continue;
            }

            // Two tenants may have definitions of the same id.
            var id = WorkflowCatalog.OwnerOf(graph) is { } tenant
                ? $"{tenant:N}/{workflow.Identity.DefinitionId}:{trigger.Id}"
                : $"{workflow.Identity.DefinitionId}:{trigger.Id}";
            var zone = (payload as CronTriggerPayload)?.TimeZone ?? Property(graph, trigger, Cron.TimeZonePropertyKey)?.ToString();
            specs.Add(new ScheduleSpec(
                specs.Count == 0 ? id : $"{id}#{specs.Count + 1}", ScheduleTarget.Workflow, kind, ExpressionOf(payload),
                zone ?? _options.Zone, Misfire(Property(graph, trigger, MisfireProperty)),
                workflow.WorkflowMetadata.Name ?? workflow.Identity.DefinitionId)
            {
                DefinitionId = workflow.Identity.DefinitionId,
                ActivityId = trigger.Id,
                Tenants = workflow.Identity.TenantId is { Length: > 0 } owner ? [owner] : Tenants(Property(graph, trigger, TenantsProperty)),
            });
        }

        return specs;
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The trigger {ActivityId} of {DefinitionId} is no usable schedule")]
    private partial void Unusable(Exception error, string definitionId, string activityId);
}
