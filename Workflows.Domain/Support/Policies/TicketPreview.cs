using Workflows.Domain.Support.Sla;

namespace Workflows.Domain.Support.Policies;

/// <summary>One ticket before and after a change of policy.</summary>
/// <param name="TicketId">The ticket.</param>
/// <param name="Number">Its number.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="PolicyBefore">Name of its policy now. Null: none.</param>
/// <param name="PolicyAfter">Name of its policy then. Null: none.</param>
/// <param name="StateBefore">Its service level now. Null: no promise.</param>
/// <param name="StateAfter">Its service level then.</param>
/// <param name="Clocks">The clocks that would change.</param>
public sealed record TicketPreview(
    Guid TicketId, long Number, string Subject, string? PolicyBefore, string? PolicyAfter, SlaState? StateBefore, SlaState? StateAfter,
    IReadOnlyList<ClockPreview> Clocks);
