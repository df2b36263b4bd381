namespace Workflows.JavaScript.BuiltIns;

/// <summary>Insertion-ordered hash table of Map and Set. Walks survive changes: positions only grow until everything is cleared.</summary>
internal sealed class CollectionTable
{
    private readonly Dictionary<Key, int> _index = [];
    private (JsValue Key, JsValue Value, bool Live)[] _entries = [];
    private int _count;
    private Realm? _realm;

    public int Size => _index.Count;

    public bool Has(in JsValue key) => _index.ContainsKey(new Key(key));

    public JsValue Get(in JsValue key) => _index.TryGetValue(new Key(key), out var at) ? _entries[at].Value : default;

    public void Set(Realm realm, in JsValue key, in JsValue value)
    {
        var normal = new Key(key);
        if (_index.TryGetValue(normal, out var at))
        {
            _entries[at].Value = value;
            return;
        }

        _realm = realm;
        realm.Charge(80);
        if (_count == _entries.Length)
        {
            realm.Charge(_entries.Length * 40L);
            Array.Resize(ref _entries, Math.Max(4, _count * 2));
        }

        _entries[_count] = (normal.Value, value, true);
        _index[normal] = _count++;
    }

    public bool Delete(in JsValue key)
    {
        if (!_index.Remove(new Key(key), out var at))
        {
            return false;
        }

        _entries[at] = default;
        return true;
    }

    public void Clear()
    {
        _index.Clear();
        Array.Clear(_entries, 0, _count);
    }

    /// <summary>The next live entry at or behind a position.</summary>
    public bool Next(ref int position, out JsValue key, out JsValue value)
    {
        var start = position;
        while (position < _count)
        {
            var (k, v, live) = _entries[position++];
            if (live)
            {
                // Deleted entries are walked over too, and there may be many.
                _realm?.Steps((position - start) >> 4);
                key = k;
                value = v;
                return true;
            }
        }

        _realm?.Steps((position - start) >> 4);
        key = default;
        value = default;
        return false;
    }

    public IEnumerable<(JsValue Key, JsValue Value)> Items()
    {
        var position = 0;
        while (Next(ref position, out var key, out var value))
        {
            yield return (key, value);
        }
    }

    /// <summary>Compares as SameValueZero; minus zero becomes zero.</summary>
    private readonly struct Key : IEquatable<Key>
    {
        public readonly JsValue Value;

        public Key(in JsValue value) => Value = value.IsNumber && value.Num == 0 ? JsValue.Of(0) : value.Ref is Rope rope ? JsValue.Of(rope.Flatten()) : value;

        public bool Equals(Key other) => Operators.SameValueZero(Value, other.Value);

        public override bool Equals(object? obj) => obj is Key other && Equals(other);

        public override int GetHashCode() => Value.Ref switch
        {
            string text => text.GetHashCode(StringComparison.Ordinal),
            ValueTag => Value.Num.GetHashCode(),
            null => 0,
            var reference => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(reference),
        };
    }
}

internal sealed class CollectionObject(JsObject prototype, bool hasValues) : JsObject(prototype)
{
    public CollectionTable Table { get; } = new();

    /// <summary>True for a Map, false for a Set.</summary>
    public bool HasValues => hasValues;

    public override string ClassName => hasValues ? "Map" : "Set";
}
