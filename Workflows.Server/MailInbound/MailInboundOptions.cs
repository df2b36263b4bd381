using System.ComponentModel.DataAnnotations;

namespace Workflows.Server.MailInbound;

/// <summary>Where bounces, complaints and auto-replies come in.</summary>
public sealed class MailInboundOptions
{
    /// <summary>Configuration section these options bind to.</summary>
    public const string Section = "MailInbound";

    /// <summary>
    /// A maildir (with <c>new</c> and <c>cur</c>), or a folder that mails are dropped into as files. Default: null, none is read.
    /// </summary>
    public string? Folder { get; set; }

    /// <summary>How often to look into the folder, by the real clock. Default: 10 s.</summary>
    [Range(typeof(TimeSpan), "00:00:00.050", "01:00:00")]
    public TimeSpan PollEvery { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>Signs webhook calls; at least 16 characters. Default: null, the webhook is closed. Never logged.</summary>
    [MinLength(16)]
    public string? WebhookSecret { get; set; }

    /// <summary>How old a signed call may be. Default: 5 min.</summary>
    [Range(typeof(TimeSpan), "00:00:10", "1.00:00:00")]
    public TimeSpan WebhookTolerance { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>Largest mail that is read, in bytes. Default: 10 MiB.</summary>
    [Range(1024, 104_857_600)]
    public int MaxBytes { get; set; } = 10_485_760;

    /// <summary>So many soft bounces of different mails end an address. Default: 3.</summary>
    [Range(1, 100)]
    public int SoftBounces { get; set; } = 3;

    /// <summary>Soft bounces older than this, or older than a reported delivery, do not count. Default: 30 days.</summary>
    [Range(typeof(TimeSpan), "1.00:00:00", "365.00:00:00")]
    public TimeSpan SoftBounceWindow { get; set; } = TimeSpan.FromDays(30);
}
