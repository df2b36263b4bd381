using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Surveys;

/// <summary>What stands on the page behind a survey's link.</summary>
/// <param name="Invitation">The invitation.</param>
/// <param name="Ticket">The ticket it is about.</param>
/// <param name="Wording">The survey as it read when the contact was invited.</param>
/// <param name="Given">The answer so far. Null: none.</param>
/// <param name="State">What the contact may do now.</param>
public sealed record SurveySheet(
    SurveyInvitation Invitation, Ticket Ticket, SurveyDraft Wording, SurveyResponse? Given, SurveyState State);
