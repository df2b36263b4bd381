using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities;

/// <summary>Base of activities that hold a list of activities and variables.</summary>
public abstract class Container : Activity, IVariableContainer
{
    private ICollection<IActivity> _activities = [];
    private ICollection<Variable> _variables = [];

    /// <summary>Creates the activity.</summary>
    protected Container(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    /// <summary>The activities.</summary>
    public ICollection<IActivity> Activities
    {
        get => _activities;
        set
        {
            _activities = value;
            Steps = null;
        }
    }

    /// <summary>Variables for everything inside.</summary>
    public ICollection<Variable> Variables { get => _variables; set => _variables = value; }

    /// <summary>The activities by position; running instances walk through them without enumerators.</summary>
    private protected IActivity[]? Steps { get; private set; }

    /// <inheritdoc />
    protected override ValueTask ExecuteAsync(ActivityExecutionContext context)
    {
        context.DeclareVariables(Variables);
        return ScheduleChildrenAsync(context);
    }

    /// <summary>Schedules what runs first; the default calls <see cref="ScheduleChildren"/>.</summary>
    protected virtual ValueTask ScheduleChildrenAsync(ActivityExecutionContext context)
    {
        ScheduleChildren(context);
        return default;
    }

    /// <summary>Schedules what runs first. Default: nothing.</summary>
    protected virtual void ScheduleChildren(ActivityExecutionContext context)
    {
    }

    private protected IActivity[] ReadSteps() => Steps is { } steps && steps.Length == _activities.Count ? steps : Steps = [.. _activities];
}
