namespace Workflows.Domain.Support.Surveys;

/// <summary>What became of a survey invitation.</summary>
public enum SurveyOutcome
{
    /// <summary>Mail queued.</summary>
    Sent,

    /// <summary>The contact was asked recently.</summary>
    Capped,

    /// <summary>The contact does not take mail.</summary>
    OptedOut,

    /// <summary>The policy asks nobody here.</summary>
    NotWanted,
}
