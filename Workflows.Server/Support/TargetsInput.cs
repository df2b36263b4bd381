namespace Workflows.Server.Support;

/// <summary>Promised times of one priority in business minutes; null or absent: no promise.</summary>
internal sealed record TargetsInput(int? FirstResponse = null, int? NextResponse = null, int? Resolution = null);
