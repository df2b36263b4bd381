namespace Workflows.JavaScript.Execution;

internal sealed class ArrayOp(Op?[] items, bool spread) : Op
{
    public override JsValue Run(Frame f)
    {
        var realm = f.Realm;
        if (!spread)
        {
            realm.Charge(64 + (items.Length * 16));
            var values = new JsValue[items.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = items[i] is { } item ? item.Run(f) : JsValue.Empty;
            }

            return JsValue.Of(new JsArray(realm.ArrayPrototype, values, values.Length));
        }

        var list = new List<JsValue>();
        foreach (var item in items)
        {
            if (item is SpreadOp source)
            {
                source.AddTo(f, list);
            }
            else
            {
                list.Add(item is null ? JsValue.Empty : item.Run(f));
            }
        }

        return JsValue.Of(realm.NewArray([.. list]));
    }
}

/// <summary>An object literal whose members are all plain names and values: its table is copied and filled.</summary>
internal sealed class PlainObjectOp(Property[] template, Op[] values) : Op
{
    public override JsValue Run(Frame f)
    {
        var realm = f.Realm;
        realm.Charge(80 + (template.Length * 40));
        var o = new JsObject(realm.ObjectPrototype);
        if (template.Length > 0)
        {
            o.AddLiteral(template);
            for (var i = 0; i < values.Length; i++)
            {
                o.SetSlot(i, values[i].Run(f));
            }
        }

        return JsValue.Of(o);
    }
}

internal sealed class ObjectOp((MemberNode Node, Op? Key, Op? Value)[] members) : Op
{
    public override JsValue Run(Frame f)
    {
        var realm = f.Realm;
        realm.Charge(80);
        var o = new JsObject(realm.ObjectPrototype);
        foreach (var (node, keyOp, valueOp) in members)
        {
            if (node.Kind == MemberKind.Spread)
            {
                var source = valueOp!.Run(f);
                f.Position = node.Position;
                Operators.CopyProperties(realm, o, source, null);
                continue;
            }

            var key = keyOp is null ? PropertyKey.Of(node.Name!) : Operators.ToPropertyKey(realm, keyOp.Run(f));
            if (node.Function is { } info)
            {
                MethodMaker.Define(f, o, key, info, node.Kind, Attributes.Enumerable, keyOp is not null);
                continue;
            }

            var value = valueOp!.Run(f);
            if (node.IsProto)
            {
                if (value.Ref is JsObject prototype)
                {
                    o.Prototype = prototype;
                }
                else if (value.IsNull)
                {
                    o.Prototype = null;
                }

                continue;
            }

            if (keyOp is not null)
            {
                MethodMaker.NameAnonymous(node.Value, value, key);
            }

            o.CreateData(realm, key, value);
        }

        return JsValue.Of(o);
    }
}

internal static class MethodMaker
{
    public static void Define(Frame f, JsObject o, in PropertyKey key, FunctionInfo info, MemberKind kind, Attributes enumerable, bool computed)
    {
        var function = f.Realm.NewFunction(info, f);
        function.HomeObject = o;
        var prefix = kind switch { MemberKind.Getter => "get ", MemberKind.Setter => "set ", _ => "" };
        if (computed || prefix.Length > 0)
        {
            function.RuntimeName = prefix + KeyName(key);
        }

        var descriptor = kind switch
        {
            MemberKind.Getter => new Descriptor { Get = function, HasGet = true },
            MemberKind.Setter => new Descriptor { Set = function, HasSet = true },
            _ => new Descriptor { Value = JsValue.Of(function), HasValue = true, Writable = true, HasWritable = true },
        };
        descriptor.Configurable = descriptor.HasConfigurable = descriptor.HasEnumerable = true;
        descriptor.Enumerable = enumerable != 0;
        o.DefineOrThrow(f.Realm, key, descriptor);
    }

    public static string KeyName(in PropertyKey key) =>
        key.Ref is JsSymbol symbol ? symbol.Description is { } text ? $"[{text}]" : "" : key.ToString();

    /// <summary>Names a function that a computed key receives, if its text has no name.</summary>
    public static void NameAnonymous(Expr? source, in JsValue value, in PropertyKey key)
    {
        if (source is FunctionExpr { Info: { Name.Length: 0, SelfName: null } } or ClassExpr { Name: null } && value.Ref is ScriptFunction function)
        {
            function.RuntimeName = KeyName(key);
        }
    }
}

internal sealed class FunctionOp(FunctionInfo info) : Op
{
    public override JsValue Run(Frame f) => JsValue.Of(f.Realm.NewFunction(info, f));

    public override string Describe() => "(intermediate value)";
}

internal sealed class RegexOp(string pattern, string flags) : Op
{
    public override JsValue Run(Frame f)
    {
        f.Position = Position;
        return JsValue.Of(RegExpBuiltIns.Create(f.Realm, pattern, flags, f.Realm[Intrinsic.RegExpPrototype]));
    }
}

/// <summary>The instance fields of a class, with their keys computed when the class was made.</summary>
internal sealed class ClassFields(List<(PropertyKey Key, ScriptFunction? Value)> fields)
{
    public void Initialize(Realm realm, JsObject target)
    {
        foreach (var (key, initializer) in fields)
        {
            var value = initializer is null ? default : initializer.Call(realm, JsValue.Of(target), []);
            target.CreateData(realm, key, value);
        }
    }
}

internal sealed class ClassOp(ClassExpr body, Op? heritage, (MemberNode Node, Op? Key)[] members, Assignable? inner, BlockScope scope, FunctionInfo constructor) : Op
{
    public override JsValue Run(Frame f)
    {
        var realm = f.Realm;
        var outer = f.Scope;
        scope.Enter(f);
        JsObject? protoParent = realm.ObjectPrototype;
        JsObject constructorParent = realm.FunctionPrototype;
        if (heritage is not null)
        {
            var parent = heritage.Run(f);
            f.Position = body.Position;
            if (parent.IsNull)
            {
                protoParent = null;
            }
            else if (parent.Ref is JsFunction { IsConstructor: true } function)
            {
                var prototype = function.Get(realm, "prototype");
                protoParent = prototype.Ref as JsObject;
                constructorParent = function;
                if (protoParent is null && !prototype.IsNull)
                {
                    throw realm.TypeError("Class extends value does not have valid prototype property");
                }
            }
            else
            {
                throw realm.TypeError("Class extends value is not a constructor or null");
            }
        }

        realm.Charge(300);
        var proto = new JsObject(protoParent);
        var result = new ScriptFunction(realm, constructorParent, constructor, f.Scope, f) { HomeObject = proto, Class = body, RuntimeName = body.Name ?? "" };
        result.Find("length");
        result.Find("name");
        result.Add("prototype", JsValue.Of(proto), Attributes.None);
        proto.Add("constructor", JsValue.Of(result), Attributes.Hidden);
        DefineMembers(f, result, proto);
        inner?.Initialize(f, JsValue.Of(result));
        f.Scope = outer;
        return JsValue.Of(result);
    }

    private void DefineMembers(Frame f, ScriptFunction result, JsObject proto)
    {
        var realm = f.Realm;
        List<(PropertyKey, ScriptFunction?)>? fields = null;
        List<(PropertyKey, ScriptFunction?)>? statics = null;
        foreach (var (node, keyOp) in members)
        {
            JsObject target = node.Static ? result : proto;
            var key = keyOp is null ? PropertyKey.Of(node.Name!) : Operators.ToPropertyKey(realm, keyOp.Run(f));
            if (node.Kind == MemberKind.Field)
            {
                ScriptFunction? initializer = null;
                if (node.Function is not null)
                {
                    initializer = realm.NewFunction(node.Function, f);
                    initializer.HomeObject = target;
                }

                (node.Static ? statics ??= [] : fields ??= []).Add((key, initializer));
            }
            else
            {
                MethodMaker.Define(f, target, key, node.Function!, node.Kind, Attributes.None, keyOp is not null);
            }
        }

        if (fields is not null)
        {
            result.Fields = new ClassFields(fields);
        }

        if (statics is not null)
        {
            inner?.Initialize(f, JsValue.Of(result));
            new ClassFields(statics).Initialize(realm, result);
        }
    }
}
