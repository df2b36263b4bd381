using System.Text.Json.Nodes;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>What one template consists of. Immutable: do not change the JSON it holds.</summary>
public sealed record MailTemplateContent
{
    /// <summary>What the mail is for, one line.</summary>
    public string Description { get; init; } = string.Empty;

    /// <summary>The subject, itself a template of one line. Null for layouts and partials.</summary>
    public string? Subject { get; init; }

    /// <summary>The HTML part. Null when a layout or partial has none.</summary>
    public string? Html { get; init; }

    /// <summary>The text part. Null when a layout or partial has none.</summary>
    public string? Text { get; init; }

    /// <summary>Key of the layout around both parts; it writes the mail's own part as <c>{{ content }}</c>. Null: none.</summary>
    public string? Layout { get; init; }

    /// <summary>The schema of the model. Null for layouts and partials, which are checked with the mails that use them.</summary>
    public JsonObject? Schema { get; init; }

    /// <summary>A model to try the template with. Null like the schema.</summary>
    public JsonObject? Sample { get; init; }
}
