namespace Workflows.JavaScript.Values;

internal sealed class ErrorObject(JsObject prototype, string trace) : JsObject(prototype)
{
    /// <summary>Where it was made, innermost function first.</summary>
    public string Trace => trace;

    public override string ClassName => "Error";
}
