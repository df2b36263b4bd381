namespace Workflows.Domain.Support.Surveys;

/// <summary>What a survey consists of.</summary>
/// <param name="Name">Name, up to 100 characters.</param>
/// <param name="Kind">What it measures.</param>
/// <param name="Question">The question that the score answers, up to 500 characters.</param>
/// <param name="Questions">Further questions, at most 10.</param>
/// <param name="Trigger">When it is sent by itself.</param>
/// <param name="Active">False: nobody is invited any more.</param>
public sealed record SurveyDraft(
    string Name, SurveyKind Kind, string Question, IReadOnlyList<SurveyQuestion> Questions, SurveyTrigger Trigger, bool Active);
