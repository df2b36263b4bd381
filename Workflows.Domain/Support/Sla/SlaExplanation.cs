namespace Workflows.Domain.Support.Sla;

/// <summary>Why a ticket's deadlines are what they are, so that a person can check them by hand.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Policy">Name of the policy. Null: no promise.</param>
/// <param name="PolicyVersion">Its version at the time of the promise.</param>
/// <param name="At">The instant of the explanation.</param>
/// <param name="Clocks">The clocks, in order of kind and cycle.</param>
public sealed record SlaExplanation(
    Guid TicketId, string? Policy, int? PolicyVersion, DateTimeOffset At, IReadOnlyList<ClockExplanation> Clocks);
