namespace Workflows.Domain.Support.Reports;

/// <summary>Kept and broken promises.</summary>
/// <param name="Total">All of them.</param>
/// <param name="Teams">By the team that had the ticket, by name; tickets without one last.</param>
/// <param name="Agents">By the person who had it, by name; tickets without one last.</param>
public sealed record SlaReportResult(SlaReportLine Total, IReadOnlyList<SlaReportLine> Teams, IReadOnlyList<SlaReportLine> Agents);
