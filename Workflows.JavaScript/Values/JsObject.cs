using System.Runtime.CompilerServices;

namespace Workflows.JavaScript.Values;

/// <summary>
/// An ordinary object. Properties lie in insertion order in one array; up to eight are found by scanning hashes, more by an open-addressed index.
/// </summary>
internal partial class JsObject
{
    private const int ScanLimit = 8;
    private const int BytesPerProperty = 40;
    private static readonly Property[] None = [];

    /// <summary>Drawn per process, so that a script cannot choose indices that all collide.</summary>
    private static readonly uint Multiplier = (uint)System.Security.Cryptography.RandomNumberGenerator.GetInt32(int.MaxValue) | 0x10000001u;

    private Property[] _properties = None;
    private int _count;
    private int _dead;
    private int[]? _index;

    public JsObject(JsObject? prototype) => Prototype = prototype;

    public JsObject? Prototype { get; set; }

    public bool Extensible { get; set; } = true;

    /// <summary>True while some own properties are made only when asked for (built-ins, functions).</summary>
    protected bool Lazy { get; set; }

    public virtual string ClassName => "Object";

    public virtual bool IsArray => false;

    /// <summary>The .NET value behind a host object, or null.</summary>
    public virtual object? HostValue => null;

    protected int PropertyCount => _count - _dead;

    /// <summary>Looks a property up, trying the slot where the same piece of code found it last.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Find(in PropertyKey key, ref int hint)
    {
        var at = hint;
        var properties = _properties;
        if ((uint)at < (uint)properties.Length && properties[at].Hash == key.Hash && ReferenceEquals(properties[at].Key, key.Ref) &&
            at < _count && (properties[at].Attributes & Attributes.Dead) == 0)
        {
            return at;
        }

        at = Find(key);
        if (at >= 0)
        {
            hint = at;
        }

        return at;
    }

    public int Find(in PropertyKey key)
    {
        var at = FindExisting(key);
        return at < 0 && Lazy && MakeLazy(key) ? FindExisting(key) : at;
    }

    public ref Property Slot(int at) => ref _properties[at];

    protected int FindExisting(in PropertyKey key)
    {
        var properties = _properties;
        if (_index is { } index)
        {
            var mask = index.Length - 1;
            for (var i = Spread(key.Hash, mask); index[i] != 0; i = (i + 1) & mask)
            {
                var at = index[i] - 1;
                ref var property = ref properties[at];
                if (key.Is(property.Key, property.Hash) && (property.Attributes & Attributes.Dead) == 0)
                {
                    return at;
                }
            }

            return -1;
        }

        for (var i = 0; i < _count; i++)
        {
            ref var property = ref properties[i];
            if (property.Hash == key.Hash && key.Is(property.Key, property.Hash) && (property.Attributes & Attributes.Dead) == 0)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>Makes a lazy own property if there is one with this key; it must then be in the table.</summary>
    protected virtual bool MakeLazy(in PropertyKey key) => false;

    /// <summary>Makes all lazy own properties, before somebody enumerates them.</summary>
    protected virtual void MakeAllLazy()
    {
    }

    /// <summary>Appends a property that is known not to exist.</summary>
    public void Add(in PropertyKey key, JsValue value, Attributes attributes)
    {
        if (_count == _properties.Length)
        {
            Grow();
        }

        _properties[_count] = new Property { Key = key.Ref, Hash = key.Hash, Value = value, Attributes = attributes };
        _count++;
        if (_index is not null)
        {
            Insert(key, _count);
        }
        else if (_count > ScanLimit)
        {
            Reindex();
        }
    }

    /// <summary>Takes over a property table prepared by the compiler, for object literals with fixed names.</summary>
    public void AddLiteral(Property[] template)
    {
        _properties = (Property[])template.Clone();
        _count = template.Length;
        if (_count > ScanLimit)
        {
            Reindex();
        }
    }

    public void SetSlot(int at, JsValue value) => _properties[at].Value = value;

    protected void Remove(int at)
    {
        ref var property = ref _properties[at];
        property.Attributes = Attributes.Dead;
        property.Value = default;
        _dead++;
        if (_dead > 8 && _dead * 2 > _count)
        {
            Compact();
        }
    }

    private static int Spread(int hash, int mask) =>
        (int)(((uint)hash * Multiplier) >> System.Numerics.BitOperations.LeadingZeroCount((uint)mask));

    private void Grow() => Array.Resize(ref _properties, _count == 0 ? 4 : _count * 2);

    private void Compact()
    {
        var kept = 0;
        for (var i = 0; i < _count; i++)
        {
            if ((_properties[i].Attributes & Attributes.Dead) == 0)
            {
                _properties[kept++] = _properties[i];
            }
        }

        Array.Clear(_properties, kept, _count - kept);
        _count = kept;
        _dead = 0;
        _index = null;
        if (_count > ScanLimit)
        {
            Reindex();
        }
    }

    private void Reindex()
    {
        _index = new int[(int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)_properties.Length * 2)];
        for (var i = 0; i < _count; i++)
        {
            ref var property = ref _properties[i];
            var mask = _index.Length - 1;
            var at = Spread(property.Hash, mask);
            while (_index[at] != 0)
            {
                at = (at + 1) & mask;
            }

            _index[at] = i + 1;
        }
    }

    private void Insert(in PropertyKey key, int position)
    {
        if (_count * 2 > _index!.Length)
        {
            Reindex();
            return;
        }

        var mask = _index.Length - 1;
        var at = Spread(key.Hash, mask);
        while (_index[at] != 0)
        {
            at = (at + 1) & mask;
        }

        _index[at] = position;
    }
}
