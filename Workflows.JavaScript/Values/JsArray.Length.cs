namespace Workflows.JavaScript.Values;

internal sealed partial class JsArray
{
    /// <summary>Sets the length as an assignment does; false when an element refuses to go.</summary>
    public bool SetLength(Realm realm, uint length)
    {
        if (length == _length)
        {
            return true;
        }

        if (_lengthReadOnly)
        {
            return false;
        }

        if (!_sparse)
        {
            if (length > _length)
            {
                if (length - _length > MaxGap)
                {
                    MakeSparse(realm);
                    _length = length;
                    return true;
                }

                EnsureCapacity(realm, length);
                _items.AsSpan((int)_length, (int)(length - _length)).Fill(JsValue.Empty);
            }
            else
            {
                Array.Clear(_items, (int)length, (int)(_length - length));
            }

            _length = length;
            return true;
        }

        return ShrinkSparse(realm, length);
    }

    private bool ShrinkSparse(Realm realm, uint length)
    {
        if (length < _length && PropertyCount > 0)
        {
            var keys = new List<PropertyKey>();
            CollectTable(realm, keys);
            var count = keys.FindIndex(k => !k.IsIndex);
            for (var i = (count < 0 ? keys.Count : count) - 1; i >= 0 && keys[i].Index >= length; i--)
            {
                if (!base.Delete(realm, keys[i]))
                {
                    _length = keys[i].Index + 1;
                    return false;
                }
            }
        }

        _length = length;
        return true;
    }

    private bool DefineLength(Realm realm, in Descriptor descriptor)
    {
        var length = _length;
        if (descriptor.HasValue)
        {
            length = Operators.ToUint32(Operators.ToNumber(realm, descriptor.Value));
            if (length != Operators.ToNumber(realm, descriptor.Value))
            {
                throw realm.RangeError("Invalid array length");
            }
        }

        if (descriptor.IsAccessor || (descriptor.HasConfigurable && descriptor.Configurable) || (descriptor.HasEnumerable && descriptor.Enumerable) ||
            (_lengthReadOnly && ((descriptor.HasWritable && descriptor.Writable) || length != _length)))
        {
            return false;
        }

        var done = SetLength(realm, length);
        if (descriptor.HasWritable && !descriptor.Writable)
        {
            _lengthReadOnly = true;
        }

        return done;
    }
}
