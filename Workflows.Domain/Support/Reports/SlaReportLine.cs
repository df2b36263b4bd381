namespace Workflows.Domain.Support.Reports;

/// <summary>The promises of one team or one person, or all.</summary>
/// <param name="Id">The team or person. Null: tickets that had none.</param>
/// <param name="Name">Its name. Null: none.</param>
/// <param name="FirstResponse">First answers.</param>
/// <param name="NextResponse">Further answers.</param>
/// <param name="Resolution">Solutions.</param>
/// <param name="Total">All of them.</param>
public sealed record SlaReportLine(
    Guid? Id, string? Name, KeptPromises FirstResponse, KeptPromises NextResponse, KeptPromises Resolution, KeptPromises Total);
