using System.ComponentModel.DataAnnotations;

namespace Workflows.Server.Scheduling;

/// <summary>How schedules run.</summary>
public sealed class ScheduleOptions
{
    /// <summary>Configuration section these options bind to.</summary>
    public const string Section = "Schedules";

    /// <summary>IANA zone of schedules that state none. Default: UTC.</summary>
    [Required]
    public string Zone { get; set; } = "UTC";

    /// <summary>A firing that begins later than this after its instant counts as late. Default: 30 s; 1 s to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan LateAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How often each process compares definitions with stored schedules and looks for firings that nobody made. Default: 1 minute.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:01", "01:00:00")]
    public TimeSpan CheckEvery { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long ledger entries are kept. Default: 90 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "3650.00:00:00")]
    public TimeSpan KeepLedger { get; set; } = TimeSpan.FromDays(90);

    /// <summary>How long uneventful entries of schedules that fire several times an hour are kept. Default: 2 days.</summary>
    [Range(typeof(TimeSpan), "01:00:00", "3650.00:00:00")]
    public TimeSpan KeepFrequent { get; set; } = TimeSpan.FromDays(2);

    /// <summary>How often Quartz says that this process is alive; others take over after twice this. Default: 5 s.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "00:01:00")]
    public TimeSpan ClusterCheckin { get; set; } = TimeSpan.FromSeconds(5);
}
