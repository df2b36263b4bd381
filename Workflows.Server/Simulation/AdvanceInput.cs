namespace Workflows.Server.Simulation;

/// <summary>Body of <c>POST /api/operations/clock/advance</c>: exactly one of the two.</summary>
/// <param name="To">An instant that is not in the clock's past.</param>
/// <param name="By">A span such as <c>10.00:00:00</c> (ten days) or <c>01:30:00</c>.</param>
internal sealed record AdvanceInput(DateTimeOffset? To = null, TimeSpan? By = null);
