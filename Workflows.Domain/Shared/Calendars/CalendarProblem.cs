namespace Workflows.Domain.Shared.Calendars;

/// <summary>One reason why a calendar is refused.</summary>
/// <param name="Path">Where, e.g. <c>week.monday[1]</c>.</param>
/// <param name="Message">What is wrong, for people.</param>
public sealed record CalendarProblem(string Path, string Message);
