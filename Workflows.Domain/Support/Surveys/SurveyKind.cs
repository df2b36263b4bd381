namespace Workflows.Domain.Support.Surveys;

/// <summary>What a survey measures; it fixes the scale of the score.</summary>
public enum SurveyKind
{
    /// <summary>Net promoter score: 0 to 10, would you recommend us.</summary>
    Nps,

    /// <summary>Customer satisfaction: 1 to 5.</summary>
    Csat,

    /// <summary>Customer effort: 1 to 7.</summary>
    Ces,
}
