namespace Workflows.Domain.Support.Surveys;

/// <summary>What a contact answers.</summary>
/// <param name="Score">Score on the survey's scale.</param>
/// <param name="Comment">Free text, up to 4000 characters. Null: nothing.</param>
/// <param name="Answers">Answers to further questions by key, up to 2000 characters each.</param>
public sealed record SurveyAnswer(int Score, string? Comment, IReadOnlyDictionary<string, string> Answers);
