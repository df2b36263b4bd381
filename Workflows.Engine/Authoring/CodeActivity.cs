namespace Workflows.Engine.Authoring;

/// <summary>An activity that completes by itself when its work returned, unless it created a bookmark.</summary>
public abstract class CodeActivity : Activity, IAutoComplete
{
    /// <summary>Creates the activity.</summary>
    protected CodeActivity(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity under an explicit type name.</summary>
    protected CodeActivity(string activityType, int version = 1, string? source = null, int? line = null)
        : base(activityType, version, source, line)
    {
    }
}

/// <summary>A self-completing activity that produces one result.</summary>
/// <typeparam name="T">Type of the result.</typeparam>
public abstract class CodeActivity<T> : CodeActivity, IActivityWithResult<T>
{
    /// <summary>Creates the activity.</summary>
    protected CodeActivity(string? source = null, int? line = null)
        : base(source, line)
    {
    }

    /// <summary>Creates the activity under an explicit type name.</summary>
    protected CodeActivity(string activityType, int version = 1, string? source = null, int? line = null)
        : base(activityType, version, source, line)
    {
    }

    /// <summary>Creates the activity and sends its result to a variable.</summary>
    protected CodeActivity(MemoryBlockReference? output, string? source = null, int? line = null)
        : base(source, line) => Result = output is null ? null : new Output<T>(output);

    /// <summary>Creates the activity with a prepared output.</summary>
    protected CodeActivity(Output<T>? output, string? source = null, int? line = null)
        : base(source, line) => Result = output;

    /// <inheritdoc />
    [Output]
    public Output<T>? Result { get; set; }

    Output? IActivityWithResult.Result
    {
        get => Result;
        set => Result = (Output<T>?)value;
    }
}
