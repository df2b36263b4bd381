namespace Workflows.Domain.Support;

/// <summary>Settings of the support module.</summary>
public sealed class SupportOptions
{
    /// <summary>Configuration section these options bind to.</summary>
    public const string Section = "Support";

    /// <summary>Where links in mails lead; never taken from a request's Host header. Default: <c>http://localhost:5000</c>.</summary>
    public Uri FrontendUrl { get; set; } = new("http://localhost:5000");

    /// <summary>
    /// Local time before which no manager gets the daily list of late tickets; it comes when their working day begins after it.
    /// Default: 07:00.
    /// </summary>
    public TimeOnly DigestAt { get; set; } = new(7, 0);

    /// <summary>How late a planned look at a ticket may be before the sweep calls its process. Default: 30 s.</summary>
    public TimeSpan SweepAfter { get; set; } = TimeSpan.FromSeconds(30);
}
