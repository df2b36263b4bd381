using System.Text.Json;
using System.Text.Json.Serialization;

namespace Workflows.Domain.Shared.Calendars;

/// <summary>Writes opening hours as people write them: <c>"09:00-12:30"</c>.</summary>
public sealed class OpeningHoursJsonConverter : JsonConverter<OpeningHours>
{
    /// <inheritdoc />
    public override OpeningHours Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = reader.GetString();
        return OpeningHours.TryParse(text, out var hours)
            ? hours
            : throw new JsonException($"'{text}' is not an interval like 09:00-17:30.");
    }

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, OpeningHours value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.ToString());
}
