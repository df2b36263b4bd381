using Workflows.Server.Scheduling.Calculating;

namespace Workflows.Server.Scheduling;

/// <summary>A schedule as the API shows it.</summary>
internal sealed record ScheduleView(
    string Id, string Title, ScheduleTarget Target, string? DefinitionId, string? ActivityId, ScheduleKind Kind, string Expression,
    string Zone, MisfirePolicy Misfire, bool Active, LastFiringView? Last, UpcomingFiring? Next)
{
    public static ScheduleView Of(StoredSchedule schedule, UpcomingFiring? next)
    {
        var spec = schedule.Spec;
        return new ScheduleView(
            spec.Id, spec.Title, spec.Target, spec.DefinitionId, spec.ActivityId, spec.Kind, spec.Expression, spec.Zone, spec.Misfire,
            schedule.Active, LastFiringView.Of(schedule), next);
    }
}
