using System.Text.Encodings.Web;
using System.Text.Json;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>How template contents are stored.</summary>
internal static class MailTemplateJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public static string Write(MailTemplateContent content) => JsonSerializer.Serialize(content, Options);

    public static MailTemplateContent Read(string json) => JsonSerializer.Deserialize<MailTemplateContent>(json, Options)!;
}
