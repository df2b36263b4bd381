using System.Globalization;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflows.Server.Http.Json;

/// <summary>
/// Instants in UTC with a Z and at most microseconds, which is what PostgreSQL keeps: the answer to a POST and a later GET show
/// the same text. On the way in an offset is required, so that nobody's local time is guessed.
/// </summary>
internal sealed class InstantConverter : JsonConverter<DateTimeOffset>
{
    private const string Format = "yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'";

    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String && reader.TryGetDateTimeOffset(out var instant)
            && HasOffset(reader.GetString()!))
        {
            return instant.ToUniversalTime();
        }

        // Without a message the serializer says "could not be converted to System.DateTimeOffset" and adds the path.
        throw new JsonException();
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToUniversalTime().ToString(Format, CultureInfo.InvariantCulture));

    private static bool HasOffset(string text)
    {
        var time = text.IndexOf('T', StringComparison.Ordinal);
        return time > 0 && text.AsSpan(time).IndexOfAny('Z', '+', '-') >= 0;
    }
}
