namespace Workflows.Domain.Support.Surveys;

/// <summary>The scale that a kind of survey fixes.</summary>
/// <param name="Lowest">Lowest score.</param>
/// <param name="Highest">Highest score.</param>
/// <param name="LowestMeans">What the lowest score says, for people.</param>
/// <param name="HighestMeans">What the highest score says.</param>
public sealed record SurveyScale(int Lowest, int Highest, string LowestMeans, string HighestMeans)
{
    /// <summary>The scale of a kind.</summary>
    public static SurveyScale Of(SurveyKind kind) => kind switch
    {
        SurveyKind.Nps => new SurveyScale(0, 10, "not at all likely", "extremely likely"),
        SurveyKind.Csat => new SurveyScale(1, 5, "very dissatisfied", "very satisfied"),
        _ => new SurveyScale(1, 7, "very difficult", "very easy"),
    };

    /// <summary>The class of a score. Null: the kind has none.</summary>
    public static NpsClass? ClassOf(SurveyKind kind, int score) =>
        kind != SurveyKind.Nps ? null : score >= 9 ? NpsClass.Promoter : score >= 7 ? NpsClass.Passive : NpsClass.Detractor;

    /// <summary>Whether the score lies on the scale.</summary>
    public bool Has(int score) => score >= Lowest && score <= Highest;
}
