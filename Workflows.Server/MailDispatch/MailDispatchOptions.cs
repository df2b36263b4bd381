using System.ComponentModel.DataAnnotations;

namespace Workflows.Server.MailDispatch;

/// <summary>How the message log is worked off.</summary>
public sealed class MailDispatchOptions
{
    /// <summary>Configuration section these options bind to.</summary>
    public const string Section = "MailDispatch";

    /// <summary>
    /// How often to look for mails that nobody signalled (other processes, a moved clock), by the real clock. Default: 5 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "00:05:00")]
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// How long a claim holds without renewal, by the database's clock; renewed every third of it. Default: 1 min.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan Lease { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long a stop waits for mails that are under way before it leaves them in doubt. Default: 20 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:10:00")]
    public TimeSpan StopPatience { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>Wait after the first refusal for now (4xx); doubles with each further one. Default: 1 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan FirstRetry { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Longest wait between two attempts. Default: 4 h.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "7.00:00:00")]
    public TimeSpan LongestRetry { get; set; } = TimeSpan.FromHours(4);

    /// <summary>How long a mail may be refused for now until it has failed. Outages do not count. Default: 3 days.</summary>
    [Range(typeof(TimeSpan), "00:01:00", "30.00:00:00")]
    public TimeSpan GiveUpAfter { get; set; } = TimeSpan.FromDays(3);

    /// <summary>Pause when the mail server cannot be reached or refuses the session; doubles up to a minute. Default: 2 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "00:01:00")]
    public TimeSpan OutagePause { get; set; } = TimeSpan.FromSeconds(2);
}
