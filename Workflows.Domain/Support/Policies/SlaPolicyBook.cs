namespace Workflows.Domain.Support.Policies;

/// <summary>The active policies of a tenant in the order in which they are tried, read once for many tickets.</summary>
internal sealed record SlaPolicyBook(List<SlaPolicy> Policies)
{
    /// <summary>Present versions of calendars, as far as they were asked for.</summary>
    public Dictionary<Guid, int> CalendarVersions { get; } = [];
}
