namespace Workflows.Templates.Objects;

/// <summary>A member while looping over an object.</summary>
internal sealed class KeyValueObject(Value key, Value value) : TemplateObject
{
    public override int Count => 2;

    public override IEnumerable<string> Keys => ["key", "value"];

    public override bool TryGet(string name, out Value result)
    {
        result = name switch { "key" => key, "value" => value, _ => default };
        return name is "key" or "value";
    }

    public override bool TrySet(string name, Value value) => false;

    public override IEnumerable<KeyValuePair<string, Value>> Members() => [new("key", key), new("value", value)];
}
