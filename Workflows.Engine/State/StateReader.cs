using System.Text.Json;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.State;

/// <summary>Reads what <see cref="StateWriter"/> wrote.</summary>
internal static class StateReader
{
    public static WorkflowExecutionContext Read(WorkflowGraph graph, JsonElement state, IServiceProvider? services, TimeProvider? timeProvider)
    {
        var context = new WorkflowExecutionContext(graph, state.GetProperty("id").GetGuid(), services, timeProvider)
        {
            SubStatus = (WorkflowSubStatus)state.GetProperty("status").GetInt32(),
            LastNumber = state.GetProperty("last").GetInt32(),
            CreatedAt = state.GetProperty("created").GetDateTimeOffset(),
            UpdatedAt = state.GetProperty("updated").GetDateTimeOffset(),
            FinishedAt = Instant(state, "finished"),
            Name = Text(state, "name"),
            CorrelationId = Text(state, "correlation"),
            ParentWorkflowInstanceId = Text(state, "parent"),
            TriggerActivityId = Text(state, "trigger"),
            TriggerRun = Number(state, "triggerRun"),
        };
        if (Flag(state, "faulted"))
        {
            context.MarkFaulted();
        }

        if (Map(state, "input") is { } input)
        {
            context.Input = input;
        }

        if (Map(state, "output") is { } output)
        {
            context.Output = output;
        }

        if (Map(state, "properties") is { } properties)
        {
            context.Properties = properties;
        }

        Memory(state, "variables", graph, context.MemoryRegister, []);
        var runs = Runs(context, state);
        foreach (var item in List(state, "queue"))
        {
            context.Enqueue(Work(item, runs));
        }

        foreach (var wait in List(state, "waits"))
        {
            Wait(context, wait, runs);
        }

        if (state.TryGetProperty("incidents", out var incidents))
        {
            context.OpenIncidents = incidents.Deserialize<List<ActivityIncident>>(ValueConverter.Json);
        }

        if (state.TryGetProperty("outputs", out var outputs))
        {
            context.Outputs = outputs.EnumerateObject().ToDictionary(
                activity => activity.Name, activity => StateValue.ReadMap(activity.Value).ToDictionary(pair => pair.Key, pair => (object?)pair.Value));
        }

        context.LastResult = Value(state, "lastResult");
        return context;
    }

    private static Dictionary<int, ActivityExecutionContext> Runs(WorkflowExecutionContext context, JsonElement state)
    {
        var runs = new Dictionary<int, ActivityExecutionContext>();
        var failed = new List<(ActivityExecutionContext Run, JsonElement Work)>();
        foreach (var item in List(state, "runs"))
        {
            var run = Run(context, item, runs);
            runs.Add(run.Number, run);
            if (item.TryGetProperty("failed", out var work))
            {
                failed.Add((run, work));
            }
        }

        foreach (var (run, work) in failed)
        {
            run.FailedWork = Work(work, runs);
        }

        return runs;
    }

    private static ActivityExecutionContext Run(WorkflowExecutionContext context, JsonElement item, Dictionary<int, ActivityExecutionContext> runs)
    {
        var activityId = item.GetProperty("a").GetString()!;
        var node = context.WorkflowGraph.FindByKey(activityId)
            ?? throw new InvalidOperationException($"The stored state names the activity '{activityId}', which the workflow does not have.");
        var run = new ActivityExecutionContext(context, node, item.GetProperty("n").GetInt32())
        {
            Position = Number(item, "pos"),
            ExecutionCount = Number(item, "x"),
            AggregateFaultCount = Number(item, "faults"),
            Tag = Value(item, "tag"),
            CompletionResult = Value(item, "result"),
            ActivityInputOrNull = Map(item, "input"),
        };
        run.TransitionTo((ActivityStatus)item.GetProperty("s").GetInt32());
        if (Instant(item, "at") is { } started)
        {
            run.StartedAt = started;
            run.HasStarted = true;
        }

        if (Number(item, "tries") is > 0 and var tries)
        {
            run.FailedAttempts = tries;
        }

        Copy(item, "props", run, static owner => owner.Properties);
        Copy(item, "meta", run, static owner => owner.Metadata);
        Copy(item, "journal", run, static owner => owner.JournalData);
        var dynamic = new Dictionary<string, Variable>();
        foreach (var declared in List(item, "dynamic"))
        {
            var variable = InputFactory.CreateVariable(TypeNames.Find(Text(declared, "type")!));
            variable.Id = Text(declared, "id");
            variable.Name = Text(declared, "name")!;
            dynamic[variable.Id!] = variable;
            run.DynamicVariables.Add(variable);
        }

        if (item.TryGetProperty("vars", out _))
        {
            Memory(item, "vars", context.WorkflowGraph, run.Memory, dynamic);
        }

        Values(item, run);
        if (item.TryGetProperty("p", out var parent))
        {
            var owner = runs[parent.GetInt32()];
            owner.Attach(run);
            if (Text(item, "cb") is { } callback)
            {
                run.Callback = ActivityCallbacks.Completion(owner.Activity, callback);
            }
        }
        else
        {
            context.Root = run;
            run.AttachAsRoot();
        }

        return run;
    }

    private static void Values(JsonElement item, ActivityExecutionContext run)
    {
        if (!item.TryGetProperty("values", out var values))
        {
            return;
        }

        run.Values = new object?[run.Node.SlotCount];
        foreach (var (name, input, _) in run.Node.Inputs)
        {
            if (input.Slot >= 0 && values.TryGetProperty(name, out var value))
            {
                run.Values[input.Slot] = StateValue.Read(value) ?? ActivityExecutionContext.NullValue;
            }
        }
    }

    private static void Memory(
        JsonElement item, string name, WorkflowGraph graph, MemoryRegister memory, Dictionary<string, Variable> dynamic)
    {
        if (!item.TryGetProperty(name, out var blocks))
        {
            return;
        }

        foreach (var block in blocks.EnumerateObject())
        {
            var variable = dynamic.GetValueOrDefault(block.Name) ?? graph.FindVariable(block.Name);
            memory.Blocks[block.Name] = new MemoryBlock(StateValue.Read(block.Value), variable);
        }
    }

    private static WorkItem Work(JsonElement item, Dictionary<int, ActivityExecutionContext> runs) =>
        new(runs[item.GetProperty("n").GetInt32()], Text(item, "cb"), Map(item, "input"));

    private static void Wait(WorkflowExecutionContext context, JsonElement wait, Dictionary<int, ActivityExecutionContext> runs)
    {
        var run = runs[wait.GetProperty("n").GetInt32()];
        var due = Instant(wait, "due");
        context.RestoreBookmark(new Bookmark
        {
            Id = Text(wait, "id")!,
            Name = Text(wait, "name")!,
            StimulusHash = wait.GetProperty("hash").GetInt64(),
            Payload = Value(wait, "payload"),
            ActivityId = run.Activity.Id,
            ActivityNodeId = run.NodeId,
            ActivityInstanceId = run.Id,
            CreatedAt = wait.GetProperty("at").GetDateTimeOffset(),
            AutoBurn = !Flag(wait, "keep"),
            CallbackMethodName = Text(wait, "cb"),
            AutoComplete = !Flag(wait, "open"),
            Metadata = wait.TryGetProperty("meta", out var notes) ? notes.Deserialize<Dictionary<string, string>>(ValueConverter.Json) : null,
            HasStimulus = !Flag(wait, "silent"),
            DueAt = due,
            Policy = due is null
                ? null
                : new TimerPolicy((TimerCatchUp)Number(wait, "catchUp"), new TimeSpan(wait.TryGetProperty("tolerance", out var ticks) ? ticks.GetInt64() : 0)),
            WaitingFor = Text(wait, "for"),
            Owner = Text(wait, "owner"),
            ExpectedBy = Instant(wait, "expected"),
            ContextNumber = run.Number,
        });
        run.RestoreBookmarkCount();
    }

    private static void Copy(JsonElement item, string name, ActivityExecutionContext run, Func<ActivityExecutionContext, IDictionary<string, object>> target)
    {
        if (Map(item, name) is { } values)
        {
            foreach (var (key, value) in values)
            {
                target(run)[key] = value;
            }
        }
    }

    private static IEnumerable<JsonElement> List(JsonElement item, string name) =>
        item.TryGetProperty(name, out var list) ? list.EnumerateArray() : Enumerable.Empty<JsonElement>();

    private static Dictionary<string, object>? Map(JsonElement item, string name) =>
        item.TryGetProperty(name, out var map) ? StateValue.ReadMap(map) : null;

    private static object? Value(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? StateValue.Read(value) : null;

    private static string? Text(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetString() : null;

    private static int Number(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetInt32() : 0;

    private static bool Flag(JsonElement item, string name) => item.TryGetProperty(name, out var value) && value.GetBoolean();

    private static DateTimeOffset? Instant(JsonElement item, string name) => item.TryGetProperty(name, out var value) ? value.GetDateTimeOffset() : null;
}
