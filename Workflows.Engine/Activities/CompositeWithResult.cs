using Workflows.Engine.Authoring;

namespace Workflows.Engine.Activities;

/// <summary>A composite whose result has no static type.</summary>
public abstract class CompositeWithResult : Composite, IActivityWithResult
{
    /// <summary>Creates the activity.</summary>
    protected CompositeWithResult(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity and sends its result to a variable.</summary>
    protected CompositeWithResult(MemoryBlockReference? output, string? source = null, int? line = null)
        : base(source, line) => Result = output is null ? null : new Output(output);

    /// <summary>Creates the activity with a prepared output.</summary>
    protected CompositeWithResult(Output? output, string? source = null, int? line = null)
        : base(source, line) => Result = output;

    /// <inheritdoc />
    [Output]
    public Output? Result { get; set; }
}
