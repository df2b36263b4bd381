namespace Workflows.JavaScript.BuiltIns;

/// <summary>
/// Indirect eval runs a text as a further script of the same engine, under the same limits. Direct eval, which would see local variables, is
/// refused: variables have no names at run time.
/// </summary>
internal static class EvalBuiltIn
{
    /// <summary>Parsing cannot be interrupted; a text of this length takes a few milliseconds.</summary>
    private const int MaxLength = 1 << 16;

    public static JsValue Function(Realm realm) => realm.Shared("eval", 1, Evaluate);

    /// <summary>What a call by the name eval runs instead.</summary>
    public static JsValue Direct(Realm realm) => realm.Shared("direct eval", 1, static (r, _, a) => a.At(0).IsString
        ? throw r.TypeError("Direct eval is not supported")
        : a.At(0));

    private static JsValue Evaluate(Realm realm, JsValue self, ReadOnlySpan<JsValue> a)
    {
        if (!a.At(0).IsString)
        {
            return a.At(0);
        }

        var source = a[0].AsString();
        if (source.Length > MaxLength)
        {
            throw realm.RangeError("The text is too long for eval");
        }

        realm.Steps(16 + source.Length);
        realm.Charge(512 + (source.Length * 64L));
        FunctionInfo info;
        try
        {
            info = Parser.Parse(new ScriptText(source, "eval"));
        }
        catch (SyntaxException error)
        {
            throw error.ErrorType == "RangeError" ? realm.RangeError(error.Message) : realm.SyntaxError(error.Message);
        }

        return ScriptRunner.Run(realm, info);
    }
}
