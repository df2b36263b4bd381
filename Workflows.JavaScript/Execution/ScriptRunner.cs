namespace Workflows.JavaScript.Execution;

internal static class ScriptRunner
{
    public static JsValue Run(Realm realm, FunctionInfo info)
    {
        Declare(realm, info);
        var code = realm.CodeOf(info);
        var f = realm.Enter(code);
        Array.Clear(f.Locals);
        f.This = JsValue.Of(realm.Global);
        f.Function = null;
        f.NewTarget = default;
        f.Scope = null;
        f.Result = default;
        if (info.Scope.Functions is { } functions)
        {
            foreach (var function in functions)
            {
                function.Info.Outer = null;
                DefineFunction(realm, function.Name.Name, realm.NewFunction(function.Info, f));
            }
        }

        foreach (var act in code.Body)
        {
            if (act.Run(f) == Signal.Return)
            {
                break;
            }
        }

        var result = f.Result;
        realm.Leave();
        return result;
    }

    /// <summary>Creates the script's top-level names before it runs (ECMA-262 16.1.7).</summary>
    private static void Declare(Realm realm, FunctionInfo info)
    {
        if (info.Scope.Variables is not { } variables)
        {
            return;
        }

        foreach (var variable in variables.Values)
        {
            var key = PropertyKey.Of(variable.Name);
            var lexical = variable.Kind is VariableKind.Let or VariableKind.Const or VariableKind.Class;
            var own = realm.Global.Find(key);
            if (realm.Lexicals.Find(key) >= 0 ||
                (lexical && own >= 0 && (realm.Global.Slot(own).Attributes & Attributes.Configurable) == 0))
            {
                throw realm.SyntaxError($"Identifier '{variable.Name}' has already been declared");
            }
        }

        foreach (var variable in variables.Values)
        {
            realm.Charge(40);
            var key = PropertyKey.Of(variable.Name);
            if (variable.Kind is VariableKind.Let or VariableKind.Const or VariableKind.Class)
            {
                realm.Lexicals.Add(key, JsValue.Empty, variable.Kind == VariableKind.Const ? Attributes.None : Attributes.Writable);
            }
            else if (realm.Global.Find(key) < 0 && !realm.Global.Define(realm, key, Descriptor.Data(default, Attributes.Writable | Attributes.Enumerable)))
            {
                throw realm.TypeError($"Cannot define global variable '{variable.Name}'");
            }
        }
    }

    private static void DefineFunction(Realm realm, string name, ScriptFunction function)
    {
        var key = PropertyKey.Of(name);
        var at = realm.Global.Find(key);
        var replace = at < 0 || (realm.Global.Slot(at).Attributes & Attributes.Configurable) != 0;
        realm.Global.DefineOrThrow(realm, key, replace
            ? Descriptor.Data(JsValue.Of(function), Attributes.Writable | Attributes.Enumerable)
            : new Descriptor { Value = JsValue.Of(function), HasValue = true });
    }
}
