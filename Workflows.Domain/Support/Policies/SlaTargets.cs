namespace Workflows.Domain.Support.Policies;

/// <summary>Promised times in business minutes. Null: no promise.</summary>
/// <param name="FirstResponse">To the first public staff reply.</param>
/// <param name="NextResponse">From the oldest unanswered customer message to the next public staff reply.</param>
/// <param name="Resolution">To resolution.</param>
public sealed record SlaTargets(int? FirstResponse, int? NextResponse, int? Resolution);
