using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Surveys;

/// <summary>An answer, one an invitation. Table <c>support_survey_responses</c>.</summary>
public sealed class SurveyResponse : ITenantOwned, ITimestamped, IRowVersioned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>The survey.</summary>
    public Guid SurveyId { get; set; }

    /// <summary>Its wording when the contact was invited.</summary>
    public int SurveyVersion { get; set; }

    /// <summary>The invitation.</summary>
    public Guid InvitationId { get; set; }

    /// <summary>The ticket.</summary>
    public Guid TicketId { get; set; }

    /// <summary>Who answered.</summary>
    public Guid ContactId { get; set; }

    /// <summary>Who had the ticket. Null: nobody.</summary>
    public Guid? AgentId { get; set; }

    /// <summary>The team that had it. Null: none.</summary>
    public Guid? TeamId { get; set; }

    /// <summary>What the survey measured.</summary>
    public SurveyKind Kind { get; set; }

    /// <summary>Score on the kind's scale.</summary>
    public int Score { get; set; }

    /// <summary>Promoter, passive or detractor. Null: not an NPS survey.</summary>
    public NpsClass? NpsClass { get; set; }

    /// <summary>What the contact wrote. Null: nothing.</summary>
    public string? Comment { get; set; }

    /// <summary>Answers to further questions by key.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; set; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <inheritdoc />
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc />
    public DateTimeOffset UpdatedAt { get; set; }

    /// <inheritdoc />
    public uint RowVersion { get; private set; }
}
