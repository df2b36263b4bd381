namespace Workflows.JavaScript.BuiltIns;

internal sealed class RegExpObject : JsObject
{
    public RegExpObject(JsObject prototype, string source, string flags, RegexProgram program)
        : base(prototype)
    {
        Source = source;
        Flags = flags;
        Program = program;
        Add("lastIndex", JsValue.Of(0), Attributes.Writable);
    }

    public string Source { get; set; }

    public string Flags { get; set; }

    public RegexProgram Program { get; set; }

    public override string ClassName => "RegExp";

    public override string ToString() => $"/{Source}/{Flags}";
}
