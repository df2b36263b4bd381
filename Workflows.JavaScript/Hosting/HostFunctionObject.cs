namespace Workflows.JavaScript.Hosting;

/// <summary>A function of the host. What it takes and returns counts against the memory limit; what it throws becomes an Error.</summary>
internal sealed class HostFunctionObject(Realm realm, HostFunction function) : JsFunction(realm, realm.FunctionPrototype)
{
    public override string FunctionName => "host";

    public override object? HostValue => function;

    protected override int FunctionLength => 0;

    public override JsValue Call(Realm realm, in JsValue self, ReadOnlySpan<JsValue> arguments)
    {
        realm.EnterNative();
        realm.Steps(4);
        var values = new object?[arguments.Length];
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = HostValues.ToHost(realm, arguments[i]);
        }

        object? result;
        try
        {
            result = function(values);
        }
        catch (Exception error) when (error is not (ThrowException or ScriptLimitException or OperationCanceledException))
        {
            throw realm.HostError(error);
        }

        if (result is string text)
        {
            realm.Charged(text);
        }

        return HostValues.ToScript(realm, result);
    }
}
