using Workflows.Server.Scheduling.Calculating;

namespace Workflows.Server.Scheduling;

/// <summary>A schedule with its coming firings.</summary>
internal sealed record ScheduleDetailView(ScheduleView Schedule, IReadOnlyList<UpcomingFiring> Upcoming);
