namespace Workflows.Server.Demo;

/// <summary>A firm of the sample data.</summary>
/// <param name="Key">Short name.</param>
/// <param name="Name">Name.</param>
/// <param name="Zone">Zone of firm and business hours.</param>
/// <param name="Hours">Opening on weekdays.</param>
/// <param name="Staff">Names; the first leads the team.</param>
/// <param name="Contacts">Customers' names.</param>
internal sealed record DemoFirm(
    string Key, string Name, string Zone, string Hours, IReadOnlyList<string> Staff, IReadOnlyList<string> Contacts)
{
    public static IReadOnlyList<DemoFirm> All { get; } =
    [
        new("northwind", "Northwind Advisers", "Europe/London", "09:00-17:30", ["Ada Brook", "Ben Okafor", "Cara Singh"], ["Dora Vale", "Emil Frost"]),
        new("contoso", "Contoso Partners", "America/New_York", "08:30-18:00", ["Finn Marsh", "Gia Romano"], ["Hugo Stern", "Iris Lund"]),
    ];

    public string Manager => $"Manager of {Name}";

    /// <summary>ada.brook@northwind.example: unique in all tenants, so signing in needs no tenant.</summary>
    public string AddressOf(string person) => $"{LoginOf(person)}@{Key}.example";

    public static string LoginOf(string person) => person.ToLowerInvariant().Replace(' ', '.');
}
