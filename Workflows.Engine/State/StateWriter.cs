using System.Text.Json;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.State;

/// <summary>Writes the parts of an instance's state. Absent means default; names are short because there are many instances.</summary>
internal static class StateWriter
{
    public static void Write(Utf8JsonWriter writer, WorkflowExecutionContext context)
    {
        writer.WriteStartObject();
        writer.WriteString("id", context.InstanceId);
        writer.WriteNumber("status", (int)context.SubStatus);
        writer.WriteNumber("last", context.LastNumber);
        writer.WriteString("created", context.CreatedAt);
        writer.WriteString("updated", context.UpdatedAt);
        if (context.FinishedAt is { } finished)
        {
            writer.WriteString("finished", finished);
        }

        Text(writer, "name", context.Name);
        Text(writer, "correlation", context.CorrelationId);
        Text(writer, "parent", context.ParentWorkflowInstanceId);
        Text(writer, "trigger", context.TriggerActivityId);
        Number(writer, "triggerRun", context.TriggerRun);
        if (context.IsFaulted)
        {
            writer.WriteBoolean("faulted", true);
        }

        StateValue.WriteMap(writer, "input", context.OwnInput, skipTransient: true);
        StateValue.WriteMap(writer, "output", context.Output, skipTransient: true);
        StateValue.WriteMap(writer, "properties", context.Properties, skipTransient: false);
        Memory(writer, "variables", context.MemoryRegister);
        Contexts(writer, context);
        Queue(writer, context);
        Bookmarks(writer, context);
        Incidents(writer, context);
        Outputs(writer, context);
        writer.WriteEndObject();
    }

    private static void Contexts(Utf8JsonWriter writer, WorkflowExecutionContext context)
    {
        if (context.Root is null)
        {
            return;
        }

        writer.WriteStartArray("runs");
        foreach (var run in context.Root.EnumerateTree())
        {
            Context(writer, run);
        }

        writer.WriteEndArray();
    }

    private static void Context(Utf8JsonWriter writer, ActivityExecutionContext run)
    {
        writer.WriteStartObject();
        writer.WriteNumber("n", run.Number);
        writer.WriteString("a", run.Node.Key);
        if (run.ParentActivityExecutionContext is { } parent)
        {
            writer.WriteNumber("p", parent.Number);
        }

        writer.WriteNumber("s", (int)run.Status);
        if (run.HasStarted)
        {
            writer.WriteString("at", run.StartedAt);
        }

        Number(writer, "pos", run.Position);
        Number(writer, "x", (int)run.ExecutionCount);
        Number(writer, "faults", run.AggregateFaultCount);
        Number(writer, "tries", run.FailedAttempts);
        Text(writer, "cb", run.Callback?.Method.Name);
        Value(writer, "tag", run.Tag);
        Value(writer, "result", run.CompletionResult);
        StateValue.WriteMap(writer, "props", run.PropertiesOrNull, skipTransient: false);
        StateValue.WriteMap(writer, "meta", run.MetadataOrNull, skipTransient: false);
        StateValue.WriteMap(writer, "input", run.ActivityInputOrNull, skipTransient: true);
        StateValue.WriteMap(writer, "journal", run.JournalDataOrNull, skipTransient: true);
        Variables(writer, run.DynamicVariablesOrNull);
        if (run.HasMemory)
        {
            Memory(writer, "vars", run.Memory);
        }

        Values(writer, run);
        if (run.FailedWork is { } failed)
        {
            writer.WritePropertyName("failed");
            Work(writer, failed);
        }

        writer.WriteEndObject();
    }

    private static void Values(Utf8JsonWriter writer, ActivityExecutionContext run)
    {
        if (run.Values is null)
        {
            return;
        }

        writer.WriteStartObject("values");
        foreach (var (name, input, _) in run.Node.Inputs)
        {
            var value = run.PeekValue(input);
            if (value is not null && StateValue.CanKeep(value))
            {
                writer.WritePropertyName(name);
                StateValue.Write(writer, ReferenceEquals(value, ActivityExecutionContext.NullValue) ? null : value);
            }
        }

        writer.WriteEndObject();
    }

    private static void Variables(Utf8JsonWriter writer, ICollection<Variable>? variables)
    {
        if (variables is null or { Count: 0 })
        {
            return;
        }

        writer.WriteStartArray("dynamic");
        foreach (var variable in variables)
        {
            writer.WriteStartObject();
            writer.WriteString("id", variable.RequireId());
            writer.WriteString("name", variable.Name);
            writer.WriteString("type", TypeNames.Of(variable.ValueType));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Memory(Utf8JsonWriter writer, string name, MemoryRegister memory)
    {
        if (memory.IsEmpty)
        {
            return;
        }

        writer.WriteStartObject(name);
        foreach (var (id, block) in memory.Blocks)
        {
            writer.WritePropertyName(id);
            StateValue.Write(writer, block.Value);
        }

        writer.WriteEndObject();
    }

    private static void Queue(Utf8JsonWriter writer, WorkflowExecutionContext context)
    {
        var started = false;
        foreach (var item in context.Queue)
        {
            if (!item.Context.IsAttached)
            {
                continue;
            }

            if (!started)
            {
                writer.WriteStartArray("queue");
                started = true;
            }

            Work(writer, item);
        }

        if (started)
        {
            writer.WriteEndArray();
        }
    }

    private static void Work(Utf8JsonWriter writer, WorkItem item)
    {
        writer.WriteStartObject();
        writer.WriteNumber("n", item.Context.Number);
        Text(writer, "cb", item.Callback);
        StateValue.WriteMap(writer, "input", item.Input, skipTransient: true);
        writer.WriteEndObject();
    }

    private static void Bookmarks(Utf8JsonWriter writer, WorkflowExecutionContext context)
    {
        if (context.Bookmarks.Count == 0)
        {
            return;
        }

        writer.WriteStartArray("waits");
        foreach (var bookmark in context.Bookmarks)
        {
            writer.WriteStartObject();
            writer.WriteString("id", bookmark.Id);
            writer.WriteString("name", bookmark.Name);
            writer.WriteNumber("hash", bookmark.StimulusHash);
            writer.WriteNumber("n", bookmark.ContextNumber);
            writer.WriteString("at", bookmark.CreatedAt);
            Text(writer, "cb", bookmark.CallbackMethodName);
            Value(writer, "payload", bookmark.Payload);
            Text(writer, "for", bookmark.WaitingFor);
            Text(writer, "owner", bookmark.Owner);
            Instant(writer, "due", bookmark.DueAt);
            Instant(writer, "expected", bookmark.ExpectedBy);
            if (bookmark.Policy is { } policy)
            {
                Number(writer, "catchUp", (int)policy.CatchUp);
                if (policy.Tolerance != default)
                {
                    writer.WriteNumber("tolerance", policy.Tolerance.Ticks);
                }
            }

            Flag(writer, "keep", !bookmark.AutoBurn);
            Flag(writer, "open", !bookmark.AutoComplete);
            Flag(writer, "silent", !bookmark.HasStimulus);
            if (bookmark.Metadata is { Count: > 0 })
            {
                writer.WritePropertyName("meta");
                JsonSerializer.Serialize(writer, bookmark.Metadata, ValueConverter.Json);
            }

            writer.WriteEndObject();
        }

        writer.WriteEndArray();
    }

    private static void Incidents(Utf8JsonWriter writer, WorkflowExecutionContext context)
    {
        if (context.Incidents.Count > 0)
        {
            writer.WritePropertyName("incidents");
            JsonSerializer.Serialize(writer, context.Incidents, ValueConverter.Json);
        }
    }

    private static void Outputs(Utf8JsonWriter writer, WorkflowExecutionContext context)
    {
        // Nobody can ask a finished instance's activities for their outputs any more.
        if (context.Outputs is null || context.Root is null)
        {
            return;
        }

        writer.WriteStartObject("outputs");
        foreach (var (activity, outputs) in context.Outputs)
        {
            StateValue.WriteMap(writer, activity, outputs!, skipTransient: true);
        }

        writer.WriteEndObject();
        Value(writer, "lastResult", context.LastResult);
    }

    private static void Text(Utf8JsonWriter writer, string name, string? value)
    {
        if (value is not null)
        {
            writer.WriteString(name, value);
        }
    }

    private static void Number(Utf8JsonWriter writer, string name, int value)
    {
        if (value != 0)
        {
            writer.WriteNumber(name, value);
        }
    }

    private static void Flag(Utf8JsonWriter writer, string name, bool value)
    {
        if (value)
        {
            writer.WriteBoolean(name, value);
        }
    }

    private static void Instant(Utf8JsonWriter writer, string name, DateTimeOffset? value)
    {
        if (value is { } instant)
        {
            writer.WriteString(name, instant);
        }
    }

    private static void Value(Utf8JsonWriter writer, string name, object? value)
    {
        if (value is not null && StateValue.CanKeep(value))
        {
            writer.WritePropertyName(name);
            StateValue.Write(writer, value);
        }
    }
}
