using System.ComponentModel.DataAnnotations;

namespace Workflows.Domain.Shared.Messages;

/// <summary>What every stored mail needs to know about the installation.</summary>
public sealed class MailQueueOptions
{
    /// <summary>Configuration section these options bind to.</summary>
    public const string Section = "Mail";

    /// <summary>Right part of Message-IDs: a domain of the sender. Default: workflows.invalid until the host sets the sender's domain.</summary>
    [Required]
    public string MessageIdDomain { get; set; } = "workflows.invalid";

    /// <summary>
    /// Where people reach the installation; templates see it as <c>site.url</c>, without a trailing slash. Links are built from it
    /// only, never from a request's Host header. Default: http://localhost:5000.
    /// </summary>
    [Required]
    public Uri FrontendUrl { get; set; } = new("http://localhost:5000");

    /// <summary>Name of the installation; templates see it as <c>site.name</c>. Default: Workflows.</summary>
    [Required]
    public string SiteName { get; set; } = "Workflows";
}
