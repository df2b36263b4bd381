namespace Workflows.JavaScript.Execution;

/// <summary>A script value on its way from a throw to a catch.</summary>
internal sealed class ThrowException(JsValue value, Exception? cause = null) : Exception(null, cause)
{
    public JsValue Value { get; } = value;

    /// <summary>Where it was thrown; null when no script was running.</summary>
    public ScriptText? Text { get; init; }

    public int Position { get; init; }

    public string? Trace { get; init; }

    public override string Message => "A script threw a value.";
}
