using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflows.Server.Http.Json;

/// <summary>
/// Reads texts, and refuses those with control characters other than tab and line ends: PostgreSQL cannot keep the character 0,
/// and the others have no place in what people write, in mail headers least of all.
/// </summary>
internal sealed class TextConverter : JsonConverter<string>
{
    /// <summary>What <see cref="JsonProblem"/> knows the refusal by.</summary>
    public const string Refusal = "control characters";

    public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
        {
            throw new JsonException("as a string");
        }

        var text = reader.GetString()!;
        return text.Any(static c => c < ' ' && c is not ('\n' or '\r' or '\t')) ? throw new JsonException(Refusal) : text;
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
}
