namespace Workflows.JavaScript.Execution;

internal static class ScriptErrors
{
    /// <summary>Describes a thrown value for the host. Runs no script code: only plain data properties are looked at.</summary>
    public static JavaScriptException ToHost(Realm realm, ThrowException thrown)
    {
        var value = thrown.Value;
        var (line, column) = thrown.Text?.Locate(thrown.Position) ?? (0, 0);
        var type = Operators.TypeOf(value);
        var message = Operators.Preview(value);
        object? plain = value.Kind switch
        {
            Kind.String => value.AsString(),
            Kind.Number => value.Num,
            Kind.Boolean => value.Num != 0,
            _ => null,
        };
        if (value.IsString)
        {
            message = value.AsString();
        }
        else if (value.Ref is JsObject o)
        {
            type = Plain(o, "constructor").Ref is JsFunction { FunctionName.Length: > 0 } constructor
                ? constructor.FunctionName
                : PlainText(o, "name") ?? "Error";
            message = PlainText(o, "message") ?? type;
        }

        return new JavaScriptException(
            type, message, thrown.Text?.Name, line, column, thrown.Text?.Snippet(thrown.Position) ?? "", thrown.Trace?.TrimStart('\n') ?? "", plain, thrown.InnerException);
    }

    private static string? PlainText(JsObject o, string name)
    {
        var value = Plain(o, name);
        return value.IsString ? value.AsString() : null;
    }

    private static JsValue Plain(JsObject o, string name)
    {
        var key = PropertyKey.Of(name);
        var steps = 0;
        for (var p = o; p is not null && steps < 100; p = p.Prototype, steps++)
        {
            var at = p.Find(key);
            if (at >= 0)
            {
                return p.Slot(at).IsAccessor ? default : p.Slot(at).Value;
            }
        }

        return default;
    }
}
