using System.ComponentModel.DataAnnotations;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>How the template library behaves.</summary>
public sealed class MailTemplateOptions
{
    /// <summary>Configuration section these options bind to.</summary>
    public const string Section = "MailTemplates";

    /// <summary>
    /// How old a process's knowledge of a tenant's templates may be, zero to a minute: after a change another process of the same
    /// installation goes on with the earlier wording for at most so long. Default: 2 s.
    /// </summary>
    [Range(typeof(TimeSpan), "00:00:00", "00:01:00")]
    public TimeSpan Refresh { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>Test mails a person may ask for within <see cref="TestWindow"/>, 1 to 100. Default: 5.</summary>
    [Range(1, 100)]
    public int TestsPerWindow { get; set; } = 5;

    /// <summary>Length of the window that test mails are counted in, one second to a day. Default: 10 min.</summary>
    [Range(typeof(TimeSpan), "00:00:01", "1.00:00:00")]
    public TimeSpan TestWindow { get; set; } = TimeSpan.FromMinutes(10);
}
