namespace Workflows.Domain.Shared.Messages;

/// <summary>Where mail templates come from (files beside the definitions; later, per-tenant overrides).</summary>
public interface IMailTemplateSource
{
    /// <summary>
    /// The text of a template file by key and extension (<c>sbnhtml</c> or <c>sbntxt</c>), or null when there is none. The first
    /// line of the text part is <c>Subject: ...</c>, itself a template.
    /// </summary>
    string? Find(string key, string extension);

    /// <summary>All keys, sorted.</summary>
    IReadOnlyList<string> Keys { get; }
}
