namespace Workflows.JavaScript.Values;

[Flags]
internal enum Attributes
{
    None = 0,
    Writable = 1,
    Enumerable = 2,
    Configurable = 4,
    Accessor = 8,
    /// <summary>The slot was deleted and waits for compaction.</summary>
    Dead = 16,
    All = Writable | Enumerable | Configurable,
    Hidden = Writable | Configurable,
}

internal struct Property
{
    public object? Key;
    public JsValue Value;
    public int Hash;
    public Attributes Attributes;

    public readonly bool IsAccessor => (Attributes & Attributes.Accessor) != 0;
}

internal sealed class Accessor(JsObject? get, JsObject? set)
{
    public readonly JsObject? Get = get;
    public readonly JsObject? Set = set;
}

/// <summary>A property descriptor, complete or partial (ECMA-262 6.2.6).</summary>
internal struct Descriptor
{
    public JsValue Value;
    public JsObject? Get;
    public JsObject? Set;
    public bool Writable;
    public bool Enumerable;
    public bool Configurable;
    public bool HasValue;
    public bool HasGet;
    public bool HasSet;
    public bool HasWritable;
    public bool HasEnumerable;
    public bool HasConfigurable;

    public readonly bool IsAccessor => HasGet || HasSet;

    public readonly bool IsData => HasValue || HasWritable;

    public static Descriptor Data(JsValue value, Attributes attributes) => new()
    {
        Value = value,
        HasValue = true,
        HasWritable = true,
        HasEnumerable = true,
        HasConfigurable = true,
        Writable = (attributes & Attributes.Writable) != 0,
        Enumerable = (attributes & Attributes.Enumerable) != 0,
        Configurable = (attributes & Attributes.Configurable) != 0,
    };

    public static Descriptor Of(in Property property)
    {
        if (!property.IsAccessor)
        {
            return Data(property.Value, property.Attributes);
        }

        var pair = (Accessor)property.Value.Ref!;
        return new()
        {
            Get = pair.Get,
            Set = pair.Set,
            HasGet = true,
            HasSet = true,
            HasEnumerable = true,
            HasConfigurable = true,
            Enumerable = (property.Attributes & Attributes.Enumerable) != 0,
            Configurable = (property.Attributes & Attributes.Configurable) != 0,
        };
    }

    public readonly Attributes ToAttributes() =>
        (Writable ? Attributes.Writable : 0) | (Enumerable ? Attributes.Enumerable : 0) |
        (Configurable ? Attributes.Configurable : 0) | (IsAccessor ? Attributes.Accessor : 0);
}
