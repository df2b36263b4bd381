namespace Workflows.JavaScript.Values;

/// <summary>
/// The properties of a built-in object, described once per process and shared by all engines. An engine makes a property the
/// first time a script asks for it, so a fresh engine owns next to nothing.
/// </summary>
internal sealed class Template
{
    private readonly Dictionary<PropertyKey, Entry> _index = [];

    public List<Entry> Entries { get; } = [];

    public bool TryFind(in PropertyKey key, out Entry entry) => _index.TryGetValue(key, out entry!);

    public Template Method(string name, int length, NativeCode code) => Method(name, name, length, code);

    public Template Method(PropertyKey key, string name, int length, NativeCode code, Attributes attributes = Attributes.Hidden) =>
        Add(key, attributes, realm => JsValue.Of(new NativeFunction(realm, name, length, code)));

    public Template Getter(PropertyKey key, string name, NativeCode get, NativeCode? set = null) =>
        Add(key, Attributes.Configurable | Attributes.Accessor, realm => JsValue.Internal(new Accessor(
            new NativeFunction(realm, "get " + name, 0, get),
            set is null ? null : new NativeFunction(realm, "set " + name, 1, set))));

    public Template Constant(PropertyKey key, JsValue value, Attributes attributes = Attributes.None) => Add(key, attributes, _ => value);

    public Template Value(PropertyKey key, Func<Realm, JsValue> make, Attributes attributes = Attributes.Hidden) => Add(key, attributes, make);

    private Template Add(PropertyKey key, Attributes attributes, Func<Realm, JsValue> make)
    {
        var entry = new Entry(key, attributes, make);
        _index.Add(key, entry);
        Entries.Add(entry);
        return this;
    }

    public sealed record Entry(PropertyKey Key, Attributes Attributes, Func<Realm, JsValue> Make);
}

/// <summary>A built-in object (a prototype, Math, the global object) backed by a template.</summary>
internal class IntrinsicObject : JsObject
{
    private readonly Template _template;
    private HashSet<PropertyKey>? _made;

    public IntrinsicObject(Realm realm, JsObject? prototype, Template template)
        : base(prototype)
    {
        Realm = realm;
        _template = template;
        Lazy = true;
    }

    protected Realm Realm { get; }

    public override bool Define(Realm realm, in PropertyKey key, in Descriptor descriptor)
    {
        Realm.ArraysArePlain &= !key.IsIndex;
        return base.Define(realm, key, descriptor);
    }

    public override bool SetPrototype(Realm realm, JsObject? prototype)
    {
        Realm.ArraysArePlain = false;
        return base.SetPrototype(realm, prototype);
    }

    /// <summary>True while nobody has asked for the property, so it must still be the original.</summary>
    public bool IsUnmade(in PropertyKey key) => Lazy && FindExisting(key) < 0 && _made?.Contains(key) != true;

    protected override bool MakeLazy(in PropertyKey key)
    {
        if (!_template.TryFind(key, out var entry) || !(_made ??= []).Add(key))
        {
            return false;
        }

        var value = entry.Make(Realm);
        Add(entry.Key, value, entry.Attributes);
        return true;
    }

    protected override void MakeAllLazy()
    {
        foreach (var entry in _template.Entries)
        {
            MakeLazy(entry.Key);
        }
    }
}

/// <summary>An intrinsic object that also carries a primitive value, such as Boolean.prototype.</summary>
internal sealed class IntrinsicWrapper(Realm realm, JsObject prototype, Template template, JsValue value) : IntrinsicObject(realm, prototype, template), IPrimitiveHolder
{
    public JsValue Primitive => value;

    public override string ClassName => value.Kind.ToString();
}

/// <summary>Implemented by Number, Boolean, String and Symbol objects.</summary>
internal interface IPrimitiveHolder
{
    JsValue Primitive { get; }
}

internal class PrimitiveObject(JsObject prototype, JsValue value) : JsObject(prototype), IPrimitiveHolder
{
    public JsValue Primitive => value;

    public override string ClassName => value.Kind.ToString();
}

/// <summary>A String object: its characters are read-only own properties.</summary>
internal sealed class StringObject : JsObject, IPrimitiveHolder
{
    private readonly string _text;

    public StringObject(JsObject prototype, string text)
        : base(prototype)
    {
        Exotic = true;
        _text = text;
    }

    public JsValue Primitive => JsValue.Of(_text);

    public override string ClassName => "String";

    public override bool TryGetOwn(Realm realm, in PropertyKey key, out Descriptor descriptor)
    {
        if (key.IsIndex && key.Index < _text.Length)
        {
            descriptor = Descriptor.Data(JsValue.Of(_text[(int)key.Index].ToString()), Attributes.Enumerable);
            return true;
        }

        if (key.Ref is "length")
        {
            descriptor = Descriptor.Data(JsValue.Of(_text.Length), Attributes.None);
            return true;
        }

        return base.TryGetOwn(realm, key, out descriptor);
    }

    public override bool HasOwn(Realm realm, in PropertyKey key) => TryGetOwn(realm, key, out _);

    public override bool TryRead(Realm realm, in PropertyKey key, in JsValue receiver, out JsValue value)
    {
        if ((key.IsIndex && key.Index < _text.Length) || key.Ref is "length")
        {
            TryGetOwn(realm, key, out var own);
            value = own.Value;
            return true;
        }

        return base.TryRead(realm, key, receiver, out value);
    }

    public override bool Define(Realm realm, in PropertyKey key, in Descriptor descriptor)
    {
        if (((key.IsIndex && key.Index < _text.Length) || key.Ref is "length") && TryGetOwn(realm, key, out var own))
        {
            return IsCompatible(descriptor, own);
        }

        return base.Define(realm, key, descriptor);
    }

    public override bool Delete(Realm realm, in PropertyKey key) =>
        !((key.IsIndex && key.Index < _text.Length) || key.Ref is "length") && base.Delete(realm, key);

    public override void CollectKeys(Realm realm, List<PropertyKey> keys)
    {
        realm.Steps((_text.Length >> 4) + 1);
        realm.Charge(_text.Length * 16L);
        for (uint i = 0; i < _text.Length; i++)
        {
            keys.Add(PropertyKey.Of(i));
        }

        CollectTable(realm, keys);
        var at = keys.FindIndex(_text.Length, k => !k.IsIndex);
        keys.Insert(at < 0 ? keys.Count : at, PropertyKey.Of("length"));
    }
}
