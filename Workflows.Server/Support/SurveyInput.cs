using Workflows.Domain.Support.Surveys;

namespace Workflows.Server.Support;

/// <summary>The writable members of a survey; see <see cref="SurveyDraft"/>.</summary>
/// <param name="Name">Name, unique in the tenant.</param>
/// <param name="Kind">nps (0 to 10), csat (1 to 5) or ces (1 to 7).</param>
/// <param name="Question">The question that the score answers.</param>
/// <param name="Questions">Further questions, answered in words.</param>
/// <param name="Trigger">ticket_closed or manual.</param>
/// <param name="Active">False: nobody is invited any more.</param>
internal sealed record SurveyInput(
    string Name, SurveyKind Kind, string Question, IReadOnlyList<SurveyQuestion>? Questions = null,
    SurveyTrigger Trigger = SurveyTrigger.TicketClosed, bool Active = true)
{
    public SurveyDraft ToDraft() => new(Name, Kind, Question, Questions ?? [], Trigger, Active);

    public static SurveyInput Of(SurveyDraft draft) =>
        new(draft.Name, draft.Kind, draft.Question, draft.Questions, draft.Trigger, draft.Active);
}
