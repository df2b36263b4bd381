using System.Buffers;
using System.Text.Json;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>Writes a burst's journal as a JSON array of entries; empty members are left out.</summary>
internal static class JournalWriter
{
    private static readonly JsonWriterOptions Options = new() { SkipValidation = true };

    public static ReadOnlyMemory<byte> Write(IReadOnlyList<JournalEntry> entries)
    {
        if (entries.Count == 0)
        {
            return default;
        }

        var buffer = new ArrayBufferWriter<byte>(128 * entries.Count);
        using var writer = new Utf8JsonWriter(buffer, Options);
        writer.WriteStartArray();
        for (var i = 0; i < entries.Count; i++)
        {
            Write(writer, entries[i]);
        }

        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenMemory;
    }

    private static void Write(Utf8JsonWriter writer, JournalEntry entry)
    {
        writer.WriteStartObject();
        writer.WriteString("at"u8, entry.At);
        writer.WriteString("event"u8, entry.Event);
        Text(writer, "activity"u8, entry.ActivityId);
        Text(writer, "type"u8, entry.ActivityType);
        Text(writer, "name"u8, entry.ActivityName);
        Text(writer, "run"u8, entry.ActivityInstanceId);
        Text(writer, "message"u8, entry.Message);
        if (entry.Payload is { } payload)
        {
            writer.WritePropertyName("data"u8);
            JsonSerializer.Serialize(writer, payload, payload.GetType(), Expressions.ValueConverter.Json);
        }

        writer.WriteEndObject();
    }

    private static void Text(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
