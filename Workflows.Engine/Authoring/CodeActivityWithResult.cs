namespace Workflows.Engine.Authoring;

/// <summary>A self-completing activity whose result has no static type.</summary>
public abstract class CodeActivityWithResult : CodeActivity, IActivityWithResult
{
    /// <summary>Creates the activity.</summary>
    protected CodeActivityWithResult(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity under an explicit type name.</summary>
    protected CodeActivityWithResult(string activityType, int version = 1, string? source = null, int? line = null)
        : base(activityType, version, source, line)
    {
    }

    /// <summary>Creates the activity and sends its result to a variable.</summary>
    protected CodeActivityWithResult(MemoryBlockReference? output, string? source = null, int? line = null)
        : base(source, line) => Result = output is null ? null : new Output(output);

    /// <summary>Creates the activity with a prepared output.</summary>
    protected CodeActivityWithResult(Output? output, string? source = null, int? line = null)
        : base(source, line) => Result = output;

    /// <inheritdoc />
    [Output]
    public Output? Result { get; set; }
}
