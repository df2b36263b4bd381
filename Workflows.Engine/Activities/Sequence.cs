using System.Runtime.CompilerServices;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities;

/// <summary>Runs its activities one after another.</summary>
[Activity("Elsa", "Workflows", "Execute a set of activities in sequence.")]
public class Sequence : Container
{
    private readonly ActivityCompletionCallback _onChildCompleted;

    /// <summary>Creates the activity.</summary>
    public Sequence([CallerFilePath] string? source = null, [CallerLineNumber] int? line = null)
        : base(source, line) => _onChildCompleted = OnChildCompletedAsync;

    /// <summary>Creates a sequence of activities.</summary>
    public Sequence(params IActivity[] activities)
        : base(null, null)
    {
        _onChildCompleted = OnChildCompletedAsync;
        Activities = activities;
    }

    /// <inheritdoc />
    protected override ValueTask ScheduleChildrenAsync(ActivityExecutionContext context) => Next(context, 0);

    private ValueTask OnChildCompletedAsync(ActivityCompletedContext context)
    {
        var sequence = context.TargetContext;
        if (context.ChildContext.Activity is ITerminalNode)
        {
            return sequence.CompleteActivityAsync();
        }

        return Next(sequence, sequence.Position);
    }

    private ValueTask Next(ActivityExecutionContext context, int position)
    {
        var steps = ReadSteps();
        if (position >= steps.Length)
        {
            return context.CompleteActivityAsync();
        }

        context.Position = position + 1;
        return context.ScheduleActivityAsync(steps[position], _onChildCompleted);
    }
}
