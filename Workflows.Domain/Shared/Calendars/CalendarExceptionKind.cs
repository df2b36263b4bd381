namespace Workflows.Domain.Shared.Calendars;

/// <summary>What a dated exception does to its date.</summary>
public enum CalendarExceptionKind
{
    /// <summary>The date is closed, including what reaches into it from the evening before.</summary>
    Holiday,

    /// <summary>The exception's hours replace the week's, including what reaches into the date from the evening before.</summary>
    HalfDay,

    /// <summary>The exception's hours are open in addition.</summary>
    ExtraOpening,
}
