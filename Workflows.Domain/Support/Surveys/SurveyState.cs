namespace Workflows.Domain.Support.Surveys;

/// <summary>What may be done with an invitation now.</summary>
public enum SurveyState
{
    /// <summary>It can be answered.</summary>
    Open,

    /// <summary>It was answered within the last day: the answer can be changed.</summary>
    Changeable,

    /// <summary>It was answered, and the time for changes is over.</summary>
    Answered,

    /// <summary>Nobody answered in time.</summary>
    Expired,
}
