namespace Workflows.Domain.Support.Reports;

/// <summary>How many promises were kept.</summary>
/// <param name="Met">Kept in time.</param>
/// <param name="Missed">Broken, answered since or not.</param>
/// <param name="PercentMet">Met of all, to one decimal. Null: none were due.</param>
public sealed record KeptPromises(int Met, int Missed, decimal? PercentMet)
{
    /// <summary>Adds up.</summary>
    public static KeptPromises Of(int met, int missed) => new(
        met, missed, met + missed == 0 ? null : Math.Round(met * 100m / (met + missed), 1, MidpointRounding.AwayFromZero));
}
