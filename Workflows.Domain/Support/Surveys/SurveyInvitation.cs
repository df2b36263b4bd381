using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Surveys;

/// <summary>One request for feedback, once per resolution cycle. Table <c>support_survey_invitations</c>.</summary>
public sealed class SurveyInvitation : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The ticket.</summary>
    public Guid TicketId { get; set; }

    /// <summary>Resolution cycle of the ticket.</summary>
    public int Cycle { get; set; }

    /// <summary>Who is asked.</summary>
    public Guid ContactId { get; set; }

    /// <summary>The survey that was sent. Null: none was.</summary>
    public Guid? SurveyId { get; set; }

    /// <summary>Its wording when it was sent.</summary>
    public int? SurveyVersion { get; set; }

    /// <summary>What became of it.</summary>
    public SurveyOutcome Outcome { get; set; }

    /// <summary>SHA-256 of the link's token. Null: nothing was sent.</summary>
    public byte[]? TokenHash { get; set; }

    /// <summary>SHA-256 of the reminder's token: only hashes are kept, so the reminder has a link of its own.</summary>
    public byte[]? ReminderTokenHash { get; set; }

    /// <summary>When it was decided.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the link ends. Null: nothing was sent.</summary>
    public DateTimeOffset? ExpiresAt { get; set; }

    /// <summary>When the reminder went out. Null: it did not.</summary>
    public DateTimeOffset? RemindedAt { get; set; }

    /// <summary>When the contact answered. Null: not yet.</summary>
    public DateTimeOffset? AnsweredAt { get; set; }
}
