namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>The template files that a release ships, by name: <c>support/assigned.sbnhtml</c>.</summary>
public interface IMailTemplateFiles
{
    /// <summary>Every file: <c>.sbnhtml</c> (with front matter), <c>.sbntxt</c> and <c>.model.yaml</c>.</summary>
    IReadOnlyDictionary<string, string> Files { get; }
}
