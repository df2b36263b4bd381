namespace Workflows.Domain.Support.Surveys;

/// <summary>A further question, answered in words.</summary>
/// <param name="Key">Names the answer: lower-case letters, digits and underscores, up to 40 characters.</param>
/// <param name="Text">The question.</param>
public sealed record SurveyQuestion(string Key, string Text);
