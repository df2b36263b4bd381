namespace Workflows.Domain.Support.Surveys;

/// <summary>How answers to NPS surveys add up.</summary>
/// <param name="Promoters">Scores 9 and 10.</param>
/// <param name="Passives">Scores 7 and 8.</param>
/// <param name="Detractors">Scores 0 to 6.</param>
/// <param name="Total">All of them.</param>
/// <param name="Nps">Per cent of promoters minus per cent of detractors, to one decimal. Null: nobody answered.</param>
public sealed record NpsSummary(int Promoters, int Passives, int Detractors, int Total, decimal? Nps)
{
    /// <summary>Adds up the counts.</summary>
    public static NpsSummary Of(int promoters, int passives, int detractors)
    {
        var total = promoters + passives + detractors;
        return new NpsSummary(
            promoters, passives, detractors, total,
            total == 0 ? null : Math.Round((promoters - detractors) * 100m / total, 1, MidpointRounding.AwayFromZero));
    }
}
