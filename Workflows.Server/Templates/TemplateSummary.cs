using Workflows.Domain.Shared.MailTemplates;

namespace Workflows.Server.Templates;

/// <summary>A template in a list.</summary>
internal sealed record TemplateSummary(
    string Key, string Description, string? Subject, bool IsPart, MailTemplateOrigin Origin, int Version, string? ChangedBy,
    DateTimeOffset? UpdatedAt)
{
    public static TemplateSummary Of(MailTemplateEntry entry) => new(
        entry.Key, entry.Content.Description, entry.Content.Subject, entry.IsPart, entry.Origin, entry.Row?.Version ?? 0,
        entry.Row?.ActorName, entry.Row?.UpdatedAt);
}
