namespace Workflows.Domain.Support.Teams;

/// <summary>When somebody is away and who stands in.</summary>
/// <param name="UserId">Who is away.</param>
/// <param name="StartsAt">First instant away.</param>
/// <param name="EndsAt">First instant back.</param>
/// <param name="SubstituteId">Who gets the person's mails meanwhile. Null: nobody.</param>
public sealed record AbsenceDraft(Guid UserId, DateTimeOffset StartsAt, DateTimeOffset EndsAt, Guid? SubstituteId);
