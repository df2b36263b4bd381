namespace Workflows.Domain.Shared.Calendars;

/// <summary>What became of a command on a calendar.</summary>
public abstract record CalendarOutcome
{
    private CalendarOutcome()
    {
    }

    /// <summary>Done.</summary>
    public sealed record Done(Calendar Calendar) : CalendarOutcome;

    /// <summary>Unknown or another tenant's.</summary>
    public sealed record NotFound : CalendarOutcome;

    /// <summary>Needs a manager.</summary>
    public sealed record Forbidden : CalendarOutcome;

    /// <summary>Messages by path.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : CalendarOutcome;

    /// <summary>A name or the default stands against it.</summary>
    /// <param name="Code">Stable machine word.</param>
    /// <param name="Detail">For people.</param>
    public sealed record Conflict(string Code, string Detail) : CalendarOutcome;

    /// <summary>The caller's version is not the present one.</summary>
    public sealed record Stale : CalendarOutcome;
}
