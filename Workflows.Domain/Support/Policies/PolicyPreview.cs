namespace Workflows.Domain.Support.Policies;

/// <summary>What a change of a policy would do to the open tickets if it were applied to them now.</summary>
/// <param name="At">The instant for which it was worked out.</param>
/// <param name="OpenTickets">How many tickets are open.</param>
/// <param name="ExaminedTickets">How many of them were looked at: all, unless there are more than <see cref="SlaPreview.MostTickets"/>.</param>
/// <param name="ChangedTickets">How many would get another policy or other deadlines.</param>
/// <param name="BreachedNow">How many of the changed ones would be late at once that are not late now.</param>
/// <param name="NoLongerBreached">How many of the changed ones would no longer be late.</param>
/// <param name="Tickets">The first <see cref="SlaPreview.MostListed"/> changed tickets, by number.</param>
public sealed record PolicyPreview(
    DateTimeOffset At, int OpenTickets, int ExaminedTickets, int ChangedTickets, int BreachedNow, int NoLongerBreached,
    IReadOnlyList<TicketPreview> Tickets);
