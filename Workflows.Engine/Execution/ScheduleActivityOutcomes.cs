namespace Workflows.Engine.Execution;

/// <summary>Signal: follow the outcomes of the sender, which itself goes on.</summary>
/// <param name="Outcomes">The outcomes.</param>
public sealed record ScheduleActivityOutcomes(params string[] Outcomes);
