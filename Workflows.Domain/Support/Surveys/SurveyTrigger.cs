namespace Workflows.Domain.Support.Surveys;

/// <summary>When a survey is sent by itself.</summary>
public enum SurveyTrigger
{
    /// <summary>After a ticket was closed; how long after is the policy's <c>survey_after_minutes</c>.</summary>
    TicketClosed,

    /// <summary>Never.</summary>
    Manual,
}
