using System.Text.Json.Nodes;
using Workflows.Domain.Shared.MailTemplates;

namespace Workflows.Server.Templates;

/// <summary>A template with its content.</summary>
internal sealed record TemplateView(
    string Key, bool IsPart, MailTemplateOrigin Origin, int Version, string Description, string? Subject, string? Html, string? Text,
    string? Layout, JsonObject? Schema, JsonObject? Sample, TemplateInput? Shipped, string? ChangedBy, DateTimeOffset? CreatedAt,
    DateTimeOffset? UpdatedAt, IReadOnlyList<ProblemView> Problems)
{
    public static TemplateView Of(MailTemplateEntry entry, IReadOnlyList<MailTemplateProblem> problems) => new(
        entry.Key, entry.IsPart, entry.Origin, entry.Row?.Version ?? 0, entry.Content.Description, entry.Content.Subject,
        entry.Content.Html, entry.Content.Text, entry.Content.Layout, entry.Content.Schema, entry.Content.Sample,
        entry.Shipped is null ? null : TemplateInput.Of(entry.Shipped), entry.Row?.ActorName, entry.Row?.CreatedAt,
        entry.Row?.UpdatedAt, ProblemView.Of(problems));
}
