using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Support.Surveys;

/// <summary>A survey as it read under one version. Table <c>support_survey_versions</c>.</summary>
public sealed class SurveyVersion : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>The survey.</summary>
    public Guid SurveyId { get; set; }

    /// <summary>The version.</summary>
    public int Version { get; set; }

    /// <summary>The wording, a <see cref="SurveyDraft"/> as JSON.</summary>
    public required string Content { get; set; }

    /// <summary>Who made it.</summary>
    public required string ActorName { get; set; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset CreatedAt { get; set; }
}
