namespace Workflows.JavaScript.Values;

/// <summary>Array.prototype, which is an array itself: it has elements if a script gives it some.</summary>
internal sealed class ArrayPrototype(Realm realm) : IntrinsicObject(realm, realm.ObjectPrototype, ArrayBuiltIns.Prototype)
{
    private static readonly PropertyKey LengthKey = "length";

    public override string ClassName => "Array";

    public override bool IsArray => true;

    public override bool Define(Realm realm, in PropertyKey key, in Descriptor descriptor)
    {
        var length = Find(LengthKey);
        if (key.Equals(LengthKey) && descriptor.HasValue)
        {
            return DefineLength(realm, length, descriptor);
        }

        if (!key.IsIndex || key.Index < Slot(length).Value.Num)
        {
            return base.Define(realm, key, descriptor);
        }

        if ((Slot(length).Attributes & Attributes.Writable) == 0 || !base.Define(realm, key, descriptor))
        {
            return false;
        }

        SetSlot(Find(LengthKey), JsValue.Of(key.Index + 1d));
        return true;
    }

    public override bool Set(Realm realm, in PropertyKey key, in JsValue value, in JsValue receiver) =>
        key.Equals(LengthKey) && ReferenceEquals(receiver.Ref, this) && (Slot(Find(LengthKey)).Attributes & Attributes.Writable) != 0
            ? Define(realm, key, new Descriptor { Value = value, HasValue = true })
            : base.Set(realm, key, value, receiver);

    private bool DefineLength(Realm realm, int at, in Descriptor descriptor)
    {
        var number = Operators.ToNumber(realm, descriptor.Value);
        var length = Operators.ToUint32(number);
        if (length != number)
        {
            throw realm.RangeError("Invalid array length");
        }

        var old = Slot(at).Value.Num;
        var checkedValue = descriptor with { Value = JsValue.Of(length) };
        if (!base.Define(realm, LengthKey, checkedValue))
        {
            return false;
        }

        if (length < old)
        {
            foreach (var key in OwnKeys(realm))
            {
                if (key.IsIndex && key.Index >= length)
                {
                    Delete(realm, key);
                }
            }
        }

        return true;
    }
}
