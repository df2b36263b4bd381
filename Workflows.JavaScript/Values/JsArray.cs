namespace Workflows.JavaScript.Values;

/// <summary>
/// An array. Elements are dense in one .NET array, holes marked; when somebody writes far beyond the end or gives an element
/// special attributes, all elements move to the property table.
/// </summary>
internal sealed partial class JsArray : JsObject
{
    private const int MaxGap = 1024;
    private JsValue[] _items;
    private uint _length;
    private bool _sparse;
    private bool _lengthReadOnly;

    public JsArray(JsObject prototype, JsValue[] items, int count)
        : base(prototype)
    {
        Exotic = true;
        _items = items;
        _length = (uint)count;
    }

    public override string ClassName => "Array";

    public override bool IsArray => true;

    public uint Length => _length;

    /// <summary>True when elements are in <see cref="Items"/> (possibly with holes).</summary>
    public bool IsDense => !_sparse;

    public ReadOnlySpan<JsValue> Items => _items.AsSpan(0, (int)_length);

    /// <summary>The element, or Empty for a hole, of a dense array; Empty also beyond the end.</summary>
    public JsValue DenseAt(uint index) => !_sparse && index < _length ? _items[index] : JsValue.Empty;

    public bool TryWriteDense(uint index, in JsValue value)
    {
        if (!_sparse && index < _length && !_items[index].IsEmpty)
        {
            _items[index] = value;
            return true;
        }

        return false;
    }

    public override JsValue GetIndex(Realm realm, uint index)
    {
        if (!_sparse && index < _length)
        {
            var value = _items[index];
            if (!value.IsEmpty)
            {
                return value;
            }
        }

        return Get(realm, PropertyKey.Of(index), JsValue.Of(this));
    }

    public override void SetIndex(Realm realm, uint index, in JsValue value, bool strict)
    {
        if (TryWriteDense(index, value))
        {
            return;
        }

        if (index == _length && index < int.MaxValue && AppendsPlainly(realm))
        {
            Append(realm, value);
            return;
        }

        Put(realm, PropertyKey.Of(index), value, strict);
    }

    /// <summary>True when writing behind the end can only mean adding an element: no prototype has a setter or a read-only one there.</summary>
    public bool AppendsPlainly(Realm realm) =>
        !_sparse && Extensible && !_lengthReadOnly && realm.ArraysArePlain && ReferenceEquals(Prototype, realm.ArrayPrototype);

    /// <summary>Adds at the end of a dense, extensible array.</summary>
    public void Append(Realm realm, in JsValue value)
    {
        if (_sparse || !Extensible || _lengthReadOnly)
        {
            Put(realm, PropertyKey.Of(_length), value);
            return;
        }

        EnsureCapacity(realm, _length + 1);
        _items[_length++] = value;
    }

    private bool HasHoles()
    {
        foreach (ref readonly var item in Items)
        {
            if (item.IsEmpty)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Drops the first element by moving the block, if all elements are plain.</summary>
    public bool TryShift(Realm realm)
    {
        if (_sparse || _length == 0 || _lengthReadOnly || HasHoles())
        {
            return false;
        }

        realm.Steps(_length >> 6);
        Array.Copy(_items, 1, _items, 0, (int)_length - 1);
        _items[--_length] = default;
        return true;
    }

    public override bool TryRead(Realm realm, in PropertyKey key, in JsValue receiver, out JsValue value)
    {
        if (key.IsIndex && !_sparse)
        {
            value = DenseAt(key.Index);
            if (value.IsEmpty)
            {
                value = default;
                return false;
            }

            return true;
        }

        if (key.Ref is string { Length: 6 } name && name == "length")
        {
            value = JsValue.Of(_length);
            return true;
        }

        return base.TryRead(realm, key, receiver, out value);
    }

    public override bool TryGetOwn(Realm realm, in PropertyKey key, out Descriptor descriptor)
    {
        if (key.IsIndex && !_sparse)
        {
            var value = DenseAt(key.Index);
            descriptor = value.IsEmpty ? default : Descriptor.Data(value, Attributes.All);
            return !value.IsEmpty;
        }

        if (key.Ref is "length")
        {
            descriptor = Descriptor.Data(JsValue.Of(_length), _lengthReadOnly ? Attributes.None : Attributes.Writable);
            return true;
        }

        return base.TryGetOwn(realm, key, out descriptor);
    }

    public override bool HasOwn(Realm realm, in PropertyKey key) =>
        (key.IsIndex && !_sparse) ? !DenseAt(key.Index).IsEmpty : key.Ref is "length" || base.HasOwn(realm, key);

    public override bool Define(Realm realm, in PropertyKey key, in Descriptor descriptor)
    {
        if (key.Ref is "length")
        {
            return DefineLength(realm, descriptor);
        }

        if (!key.IsIndex)
        {
            return base.Define(realm, key, descriptor);
        }

        var index = key.Index;
        if (index >= _length && _lengthReadOnly)
        {
            return false;
        }

        if (!_sparse)
        {
            var exists = !DenseAt(index).IsEmpty;
            if (!exists && !Extensible)
            {
                return false;
            }

            var plain = !descriptor.IsAccessor && (exists
                ? !(descriptor.HasWritable && !descriptor.Writable) && !(descriptor.HasEnumerable && !descriptor.Enumerable) &&
                  !(descriptor.HasConfigurable && !descriptor.Configurable)
                : descriptor.Writable && descriptor.Enumerable && descriptor.Configurable);
            if (plain && (index < _length || index - _length <= MaxGap))
            {
                if (index >= _length)
                {
                    EnsureCapacity(realm, (long)index + 1);
                    _items.AsSpan((int)_length, (int)(index - _length)).Fill(JsValue.Empty);
                    _length = index + 1;
                }

                if (descriptor.HasValue || !exists)
                {
                    _items[index] = descriptor.Value;
                }

                return true;
            }

            MakeSparse(realm);
        }

        if (!base.Define(realm, key, descriptor))
        {
            return false;
        }

        if (index >= _length)
        {
            _length = index + 1;
        }

        return true;
    }

    public override bool Set(Realm realm, in PropertyKey key, in JsValue value, in JsValue receiver)
    {
        if (key.IsIndex && ReferenceEquals(receiver.Ref, this) && TryWriteDense(key.Index, value))
        {
            return true;
        }

        return base.Set(realm, key, value, receiver);
    }

    public override bool Delete(Realm realm, in PropertyKey key)
    {
        if (key.Ref is "length")
        {
            return false;
        }

        if (key.IsIndex && !_sparse)
        {
            if (key.Index < _length)
            {
                _items[key.Index] = JsValue.Empty;
            }

            return true;
        }

        return base.Delete(realm, key);
    }

    public override void CollectKeys(Realm realm, List<PropertyKey> keys)
    {
        if (!_sparse)
        {
            realm.Steps((_length >> 4) + 1);
            realm.Charge(_length * 16);
            for (uint i = 0; i < _length; i++)
            {
                if (!_items[i].IsEmpty)
                {
                    keys.Add(PropertyKey.Of(i));
                }
            }
        }

        var start = keys.Count;
        CollectTable(realm, keys);
        var at = start;
        while (at < keys.Count && keys[at].IsIndex)
        {
            at++;
        }

        keys.Insert(at, PropertyKey.Of("length"));
    }

    public override bool PreventExtensions(Realm realm)
    {
        if (!_sparse)
        {
            MakeSparse(realm);
        }

        return base.PreventExtensions(realm);
    }

    private void EnsureCapacity(Realm realm, long needed)
    {
        if (needed <= _items.Length)
        {
            return;
        }

        var capacity = Math.Max(needed, Math.Min(_items.Length * 2L, Array.MaxLength));
        capacity = Math.Max(capacity, 4);
        realm.Charge(capacity * 16);
        realm.Steps(capacity >> 6);
        Array.Resize(ref _items, (int)Math.Min(capacity, Array.MaxLength));
    }

    private void MakeSparse(Realm realm)
    {
        realm.Charge(_length * 40L);
        realm.Steps(_length >> 4);
        _sparse = true;
        for (uint i = 0; i < _length; i++)
        {
            if (!_items[i].IsEmpty)
            {
                Add(PropertyKey.Of(i), _items[i], Attributes.All);
            }
        }

        _items = [];
    }
}
