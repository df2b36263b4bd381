using Workflows.Domain.Support.Teams;

namespace Workflows.Server.Support;

/// <summary>The writable members of an absence.</summary>
/// <param name="StartsAt">First instant away.</param>
/// <param name="EndsAt">First instant back.</param>
/// <param name="UserId">Who is away; null: the caller.</param>
/// <param name="SubstituteId">Who gets the person's mails meanwhile; null: nobody.</param>
internal sealed record AbsenceInput(DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid? UserId = null, Guid? SubstituteId = null)
{
    public AbsenceDraft ToDraft(Guid caller) => new(UserId ?? caller, StartsAt, EndsAt, SubstituteId);

    public static AbsenceInput Of(AbsenceDraft draft) => new(draft.StartsAt, draft.EndsAt, draft.UserId, draft.SubstituteId);
}
