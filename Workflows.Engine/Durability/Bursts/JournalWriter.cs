using System.Buffers;
using System.Text.Json;
using Workflows.Engine.Definitions;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>Writes a burst's journal as a JSON array of entries; empty members are left out.</summary>
internal static class JournalWriter
{
    private const int LongestValue = 64 * 1024;

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
        if (entry.Context is { } run)
        {
            Run(writer, entry, run);
        }

        if (entry.Payload is { } payload)
        {
            writer.WritePropertyName("data"u8);
            JsonSerializer.Serialize(writer, payload, payload.GetType(), Expressions.ValueConverter.Json);
        }

        writer.WriteEndObject();
    }

    /// <summary>Where a run belongs, when it starts; what it was given and gave, when it ends or waits.</summary>
    private static void Run(Utf8JsonWriter writer, JournalEntry entry, ActivityExecutionContext run)
    {
        if (run.Node.Key != run.Activity.Id)
        {
            writer.WriteString("node"u8, run.NodeId);
        }

        if (entry.Event is JournalEvents.Started)
        {
            if (run.ParentActivityExecutionContext is { } owner)
            {
                writer.WriteNumber("in"u8, owner.Number);
            }

            return;
        }

        if (entry.Event is not (JournalEvents.Completed or JournalEvents.Faulted or JournalEvents.Canceled or JournalEvents.Suspended))
        {
            return;
        }

        Values(writer, "state"u8, run.ActivityState, run, static (node, name, context) => node.KeepsInput(name, context));
        if (run.RecordedOutputsOrNull is { } outputs)
        {
            Values(writer, "outputs"u8, outputs, run, static (node, name, context) => node.KeepsOutput(name, context));
        }

        if (entry.Event is JournalEvents.Completed && run.OutcomeNames is { Count: > 0 } outcomes)
        {
            writer.WriteStartArray("outcomes"u8);
            foreach (var outcome in outcomes)
            {
                writer.WriteStringValue(outcome);
            }

            writer.WriteEndArray();
        }
    }

    private static void Values<TValue>(
        Utf8JsonWriter writer, ReadOnlySpan<byte> member, IEnumerable<KeyValuePair<string, TValue>> values, ActivityExecutionContext run,
        Func<LogPersistence, string, ActivityExecutionContext, bool> keeps)
    {
        var any = false;
        foreach (var (name, value) in values)
        {
            if (!State.StateValue.CanKeep(value) || (run.Node.LogPersistence is { } rules && !keeps(rules, name, run)))
            {
                continue;
            }

            if (!any)
            {
                writer.WriteStartObject(member);
                any = true;
            }

            writer.WritePropertyName(name);
            Value(writer, value);
        }

        if (any)
        {
            writer.WriteEndObject();
        }
    }

    // The journal is for people and must never fail a burst: what cannot be written as JSON is written as its type.
    private static void Value(Utf8JsonWriter writer, object? value)
    {
        if (value is null or string or bool or int or long or double or decimal or Guid or DateTimeOffset)
        {
            JsonSerializer.Serialize(writer, value, value?.GetType() ?? typeof(object), Expressions.ValueConverter.Json);
            return;
        }

        try
        {
            var bytes = JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), Expressions.ValueConverter.Json);
            if (bytes.Length <= LongestValue)
            {
                writer.WriteRawValue(bytes, skipInputValidation: true);
                return;
            }
        }
        catch (Exception error) when (error is NotSupportedException or JsonException or InvalidOperationException or ArgumentException)
        {
            // Falls through to the type's name.
        }

        writer.WriteStringValue($"({value.GetType().Name})");
    }

    private static void Text(Utf8JsonWriter writer, ReadOnlySpan<byte> name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }
}
