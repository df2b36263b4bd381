namespace Workflows.Engine.Authoring;

/// <summary>Base of workflows written in C#.</summary>
public abstract class WorkflowBase : IWorkflow
{
    async ValueTask IWorkflow.BuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken)
    {
        await BeforeBuildAsync(builder, cancellationToken);
        await BuildAsync(builder, cancellationToken);
        await AfterBuildAsync(builder, cancellationToken);
    }

    /// <summary>Describes the workflow; the default calls <see cref="Build"/>.</summary>
    protected virtual ValueTask BuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default)
    {
        Build(builder);
        return default;
    }

    /// <summary>Describes the workflow.</summary>
    protected virtual void Build(IWorkflowBuilder builder)
    {
    }

    /// <summary>Called before the workflow is described: names the definition after the class.</summary>
    protected virtual ValueTask BeforeBuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default)
    {
        var type = GetType();
        builder.DefinitionId ??= type.Name;
        builder.Name ??= type.Name;
        return default;
    }

    /// <summary>Called after the workflow is described.</summary>
    protected virtual ValueTask AfterBuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default) => default;
}

/// <summary>Base of workflows written in C# that have a result.</summary>
/// <typeparam name="TResult">Type of the result.</typeparam>
public abstract class WorkflowBase<TResult> : WorkflowBase
{
    /// <summary>Creates the workflow.</summary>
    protected WorkflowBase() => Result = new Variable<TResult>("Result", default!);

    /// <summary>The variable that holds the result when the workflow ends.</summary>
    public Variable<TResult> Result { get; }

    /// <inheritdoc />
    protected override async ValueTask BeforeBuildAsync(IWorkflowBuilder builder, CancellationToken cancellationToken = default)
    {
        await base.BeforeBuildAsync(builder, cancellationToken);
        builder.Result = Result;
        builder.WithVariable(Result);
    }
}
