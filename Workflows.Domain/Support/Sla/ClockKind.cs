namespace Workflows.Domain.Support.Sla;

/// <summary>What a clock measures.</summary>
public enum ClockKind
{
    /// <summary>Creation to the first public staff reply.</summary>
    FirstResponse,

    /// <summary>Oldest unanswered customer message to the next public staff reply.</summary>
    NextResponse,

    /// <summary>Creation to resolution.</summary>
    Resolution,
}
