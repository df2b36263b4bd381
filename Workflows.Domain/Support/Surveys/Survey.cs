using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Surveys;

/// <summary>A question to customers with a fixed scale. Table <c>support_surveys</c>.</summary>
public sealed class Survey : ITenantOwned, ITimestamped, IRowVersioned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>Identifier.</summary>
    public Guid Id { get; set; } = Guid.CreateVersion7();

    /// <summary>Name, unique in the tenant without regard to case.</summary>
    public required string Name { get; set; }

    /// <summary>What it measures; cannot change once somebody has answered.</summary>
    public SurveyKind Kind { get; set; }

    /// <summary>The question that the score answers.</summary>
    public required string Question { get; set; }

    /// <summary>Further questions, answered in words.</summary>
    public IReadOnlyList<SurveyQuestion> Questions { get; set; } = [];

    /// <summary>When it is sent by itself.</summary>
    public SurveyTrigger Trigger { get; set; }

    /// <summary>False: nobody is invited any more.</summary>
    public bool Active { get; set; } = true;

    /// <summary>Counts its wordings.</summary>
    public int Version { get; set; } = 1;

    /// <inheritdoc />
    public DateTimeOffset CreatedAt { get; set; }

    /// <inheritdoc />
    public DateTimeOffset UpdatedAt { get; set; }

    /// <inheritdoc />
    public uint RowVersion { get; private set; }
}
