namespace Workflows.JavaScript.Execution;

/// <summary>Walks an iterable. Arrays with untouched iterators are walked by index, everything else by the iterator protocol.</summary>
internal sealed class Iteration
{
    private readonly Realm _realm;
    private readonly JsArray? _array;
    private readonly JsValue _iterator;
    private readonly JsFunction? _next;
    private readonly int _depth;
    private uint _position;
    private bool _done;

    private Iteration(Realm realm, JsArray array)
    {
        _realm = realm;
        _depth = realm.Depth;
        _array = array;
    }

    private Iteration(Realm realm, in JsValue iterator, in JsValue next)
    {
        _realm = realm;
        _depth = realm.Depth;
        _iterator = iterator;
        _next = next.AsFunction();
    }

    public bool Done => _done;

    public JsValue Iterator => _iterator;

    public static Iteration Of(Realm realm, in JsValue value)
    {
        if (value.Ref is JsArray array && realm.IteratesPlainly(array))
        {
            return new Iteration(realm, array);
        }

        if (value.IsNullish)
        {
            throw realm.TypeError($"{(value.IsNull ? "null" : "undefined")} is not iterable");
        }

        var method = Operators.GetMember(realm, value, (PropertyKey)JsSymbol.Iterator);
        return method.Ref is JsFunction function
            ? Of(realm, value, function)
            : throw realm.TypeError($"{Operators.Preview(value)} is not iterable");
    }

    public static Iteration Of(Realm realm, in JsValue value, JsFunction method)
    {
        var iterator = method.Call(realm, value, []);
        if (!iterator.IsObject)
        {
            throw realm.TypeError("Result of the Symbol.iterator method is not an object");
        }

        return new Iteration(realm, iterator, Operators.GetMember(realm, iterator, (PropertyKey)"next"));
    }

    /// <summary>Takes over an object that already is an iterator.</summary>
    public static Iteration Over(Realm realm, JsObject iterator) =>
        new(realm, JsValue.Of(iterator), iterator.Get(realm, "next"));

    public bool MoveNext(out JsValue value)
    {
        if (_done)
        {
            value = default;
            return false;
        }

        _realm.Step();
        if (_array is not null)
        {
            if (_position >= _array.Length)
            {
                _done = true;
                value = default;
                return false;
            }

            value = _array.GetIndex(_realm, _position++);
            return true;
        }

        // A failing iterator is done: it must not be closed afterwards.
        _done = true;
        if (_next is null)
        {
            throw _realm.TypeError("iterator.next is not a function");
        }

        var result = _next.Call(_realm, _iterator, []);
        if (result.Ref is not JsObject o)
        {
            throw _realm.TypeError($"Iterator result {Operators.Preview(result)} is not an object");
        }

        if (Operators.ToBoolean(o.Get(_realm, "done")))
        {
            value = default;
            return false;
        }

        value = o.Get(_realm, "value");
        _done = false;
        return true;
    }

    /// <summary>Ends the walk early in the normal way.</summary>
    public void Close()
    {
        if (_done || _array is not null)
        {
            return;
        }

        _done = true;
        var method = Operators.GetMember(_realm, _iterator, (PropertyKey)"return");
        if (method.IsNullish)
        {
            return;
        }

        if (method.Ref is not JsFunction function)
        {
            throw _realm.TypeError("iterator.return is not a function");
        }

        if (!function.Call(_realm, _iterator, []).IsObject)
        {
            throw _realm.TypeError("iterator.return did not return an object");
        }
    }

    /// <summary>
    /// Ends the walk because something was thrown, which the caller then throws on; what the iterator itself throws is dropped. Callers do so
    /// outside of their catch blocks: a throw from within one keeps the stack of the first until the last is handled, so recursion would pile up.
    /// </summary>
    public ThrowException Abandon(ThrowException failure)
    {
        _realm.Unwind(_depth);
        try
        {
            Close();
        }
        catch (ThrowException)
        {
            _realm.Unwind(_depth);
        }

        return failure;
    }
}
