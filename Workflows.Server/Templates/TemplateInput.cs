using System.Text.Json.Nodes;
using Workflows.Domain.Shared.MailTemplates;

namespace Workflows.Server.Templates;

/// <summary>The writable members of a template; see <see cref="MailTemplateContent"/> for what they mean.</summary>
internal record TemplateInput
{
    public string Description { get; init; } = string.Empty;

    public string? Subject { get; init; }

    public string? Html { get; init; }

    public string? Text { get; init; }

    public string? Layout { get; init; }

    /// <summary>JSON Schema of the model. For shipped templates the process decides: what is given here must be the same.</summary>
    public JsonObject? Schema { get; init; }

    public JsonObject? Sample { get; init; }

    public static TemplateInput Of(MailTemplateContent content) => new()
    {
        Description = content.Description,
        Subject = content.Subject,
        Html = content.Html,
        Text = content.Text,
        Layout = content.Layout,
        Schema = content.Schema,
        Sample = content.Sample,
    };

    public MailTemplateContent ToContent() => new()
    {
        Description = Description.Trim(),
        Subject = Subject,
        Html = Html?.ReplaceLineEndings("\n"),
        Text = Text?.ReplaceLineEndings("\n"),
        Layout = string.IsNullOrEmpty(Layout) ? null : Layout,
        Schema = Schema,
        Sample = Sample,
    };
}
