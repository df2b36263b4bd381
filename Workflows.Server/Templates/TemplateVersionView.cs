using Workflows.Domain.Shared.MailTemplates;

namespace Workflows.Server.Templates;

/// <summary>One version of a template.</summary>
internal sealed record TemplateVersionView(
    int Version, MailTemplateChange Change, int? RestoredVersion, string ChangedBy, DateTimeOffset CreatedAt, TemplateInput Content)
{
    public static TemplateVersionView Of(MailTemplateVersion row) => new(
        row.Version, row.Change, row.RestoredVersion, row.ActorName, row.CreatedAt, TemplateInput.Of(row.Read()));
}
