using System.Text;

namespace Workflows.JavaScript.Execution;

internal sealed partial class Realm
{
    private const int TraceLimit = 10;

    public ThrowException TypeError(string message) => Error(Intrinsic.TypeErrorPrototype, message);

    public ThrowException RangeError(string message) => Error(Intrinsic.RangeErrorPrototype, message);

    public ThrowException ReferenceError(string message) => Error(Intrinsic.ReferenceErrorPrototype, message);

    public ThrowException SyntaxError(string message) => Error(Intrinsic.SyntaxErrorPrototype, message);

    public ThrowException UriError(string message) => Error(Intrinsic.UriErrorPrototype, message);

    /// <summary>Makes the exception for throwing a value here.</summary>
    public ThrowException Throw(in JsValue value)
    {
        Steps(8);
        var frame = Current;
        return new ThrowException(value)
        {
            Text = frame?.Code?.Info.Text,
            Position = frame?.Position ?? 0,
            Trace = value.Ref is ErrorObject error ? error.Trace : Trace(),
        };
    }

    /// <summary>The script functions that are running, innermost first.</summary>
    public string Trace()
    {
        var text = new StringBuilder();
        for (var i = _depth - 1; i >= 0 && i >= _depth - TraceLimit; i--)
        {
            var frame = _frames[i];
            if (frame.Code is null)
            {
                continue;
            }

            var info = frame.Code.Info;
            var (line, column) = info.Text.Locate(frame.Position);
            var name = info.Kind == FunctionKind.Script ? "script" : info.Name.Length == 0 ? "anonymous" : info.Name;
            text.Append("\n    at ").Append(name).Append(" (").Append(info.Text.Name ?? "script").Append(':').Append(line).Append(':').Append(column).Append(')');
        }

        return text.ToString();
    }

    /// <summary>An error that a host function caused; the script sees its message only.</summary>
    public ThrowException HostError(Exception cause)
    {
        var thrown = Error(Intrinsic.ErrorPrototype, cause.Message);
        return new ThrowException(thrown.Value, cause) { Text = thrown.Text, Position = thrown.Position, Trace = thrown.Trace };
    }

    private ThrowException Error(Intrinsic prototype, string message)
    {
        Charge(200 + (message.Length * 2L));
        var error = new ErrorObject(this[prototype], Trace());
        error.Add("message", JsValue.Of(message), Attributes.Hidden);
        return Throw(JsValue.Of(error));
    }
}
