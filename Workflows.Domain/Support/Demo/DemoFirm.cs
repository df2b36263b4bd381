using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Support.Demo;

/// <summary>What one sample firm is made of. Logins are <c>{first name}@{key}.example</c>.</summary>
internal sealed record DemoFirm(string Key, string Name, string Zone, string[] Hours, (string Name, string Role)[] People)
{
    public static IReadOnlyList<DemoFirm> All { get; } =
    [
        new("northwind", "Northwind Accounting", "Europe/London", ["09:00-12:30", "13:30-17:30"],
        [
            ("Maya Mendez", Roles.Manager), ("Liam Lead", Roles.Staff), ("Ada Agent", Roles.Staff), ("Ben Baker", Roles.Staff),
            ("Sofia Senior", Roles.Staff), ("Sam Specialist", Roles.Staff), ("Paula Portal", Roles.Portal), ("Peter Portal", Roles.Portal),
        ]),
        new("contoso", "Contoso Advisers", "America/New_York", ["08:30-12:00", "13:00-17:00"],
        [
            ("Mark Major", Roles.Manager), ("Lena Lead", Roles.Staff), ("Alan Agent", Roles.Staff), ("Bella Brown", Roles.Staff),
            ("Steve Senior", Roles.Staff), ("Sara Specialist", Roles.Staff), ("Carla Client", Roles.Portal), ("Chris Client", Roles.Portal),
        ]),
    ];

    public static string LoginOf(string name, string key) => $"{name.Split(' ')[0].ToLowerInvariant()}@{key}.example";

    /// <summary>Office hours with the fixed holidays of this year and the next, and Christmas Eve as a half day.</summary>
    public CalendarDefinition Calendar(int year)
    {
        DayOfWeek[] week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
        var exceptions = new List<CalendarException>();
        foreach (var y in new[] { year, year + 1 })
        {
            exceptions.Add(CalendarException.Holiday(new DateOnly(y, 1, 1), "New Year's Day"));
            exceptions.Add(new CalendarException(
                new DateOnly(y, 12, 24), CalendarExceptionKind.HalfDay, [OpeningHours.Parse("09:00-12:00")], "Christmas Eve"));
            exceptions.Add(CalendarException.Holiday(new DateOnly(y, 12, 25), "Christmas Day"));
            exceptions.Add(CalendarException.Holiday(new DateOnly(y, 12, 26), "Boxing Day"));
        }

        return CalendarDefinition.Weekly(Zone, week, Hours) with { Exceptions = exceptions };
    }
}
