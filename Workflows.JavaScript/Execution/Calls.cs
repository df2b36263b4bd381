using System.Runtime.CompilerServices;

namespace Workflows.JavaScript.Execution;

[InlineArray(3)]
internal struct ThreeValues
{
    private JsValue _first;
}

internal abstract class CallBase(Op callee, bool optional) : Op
{
    public override string Describe() => $"{callee.Describe()}(...)";

    public override JsValue Run(Frame f)
    {
        var function = callee.RunCallee(f, out var self);
        if (optional && function.IsNullish)
        {
            return JsValue.Empty;
        }

        return function.IsEmpty ? function : Invoke(f, function, self);
    }

    protected abstract JsValue Invoke(Frame f, in JsValue function, in JsValue self);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    protected JsValue Go(Frame f, in JsValue function, in JsValue self, ReadOnlySpan<JsValue> arguments)
    {
        f.Position = Position;
        if (function.Ref is ScriptFunction script)
        {
            return script.Call(f.Realm, self, arguments);
        }

        return function.Ref is JsFunction other ? other.Call(f.Realm, self, arguments) : throw NotCallable(f);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private ThrowException NotCallable(Frame f) => f.Realm.TypeError($"{callee.Describe()} is not a function");
}

internal sealed class Call0Op(Op callee, bool optional) : CallBase(callee, optional)
{
    protected override JsValue Invoke(Frame f, in JsValue function, in JsValue self) => Go(f, function, self, []);
}

internal sealed class Call1Op(Op callee, Op argument, bool optional) : CallBase(callee, optional)
{
    protected override JsValue Invoke(Frame f, in JsValue function, in JsValue self)
    {
        var value = argument.Run(f);
        return Go(f, function, self, new ReadOnlySpan<JsValue>(in value));
    }
}

internal sealed class Call3Op(Op callee, Op[] arguments, bool optional) : CallBase(callee, optional)
{
    protected override JsValue Invoke(Frame f, in JsValue function, in JsValue self)
    {
        var values = default(ThreeValues);
        for (var i = 0; i < arguments.Length; i++)
        {
            values[i] = arguments[i].Run(f);
        }

        ReadOnlySpan<JsValue> span = values;
        return Go(f, function, self, span[..arguments.Length]);
    }
}

internal sealed class CallManyOp(Op callee, Op[] arguments, bool spread, bool optional) : CallBase(callee, optional)
{
    protected override JsValue Invoke(Frame f, in JsValue function, in JsValue self) =>
        Go(f, function, self, Evaluate(f, arguments, spread));

    public static JsValue[] Evaluate(Frame f, Op[] arguments, bool spread)
    {
        if (!spread)
        {
            var values = new JsValue[arguments.Length];
            for (var i = 0; i < values.Length; i++)
            {
                values[i] = arguments[i].Run(f);
            }

            return values;
        }

        var list = new List<JsValue>();
        foreach (var argument in arguments)
        {
            if (argument is SpreadOp source)
            {
                source.AddTo(f, list);
            }
            else
            {
                list.Add(argument.Run(f));
            }
        }

        return [.. list];
    }
}

/// <summary>The name eval as a callee, which makes the call a direct eval if it means the built-in.</summary>
internal sealed class EvalNameOp(Op name) : Op
{
    public override JsValue Run(Frame f) => RunCallee(f, out _);

    public override JsValue RunCallee(Frame f, out JsValue self)
    {
        var value = name.RunCallee(f, out self);
        return ReferenceEquals(value.Ref, EvalBuiltIn.Function(f.Realm).Ref) ? EvalBuiltIn.Direct(f.Realm) : value;
    }

    public override string Describe() => "eval";
}

internal sealed class SpreadOp(Op source) : Op
{
    public override JsValue Run(Frame f) => source.Run(f);

    public void AddTo(Frame f, List<JsValue> list)
    {
        var value = source.Run(f);
        f.Position = Position;
        var iteration = Iteration.Of(f.Realm, value);
        while (iteration.MoveNext(out var item))
        {
            f.Realm.Charge(16);
            list.Add(item);
        }
    }
}

internal sealed class NewOp(Op callee, Op[] arguments, bool spread) : Op
{
    public override JsValue Run(Frame f)
    {
        var function = callee.Run(f);
        var values = CallManyOp.Evaluate(f, arguments, spread);
        f.Position = Position;
        return function.Ref is JsFunction { IsConstructor: true } constructor
            ? constructor.Construct(f.Realm, values, constructor)
            : throw f.Realm.TypeError($"{callee.Describe()} is not a constructor");
    }
}

internal sealed class SuperCallOp(Op[] arguments, bool spread, Assignable? self) : Op
{
    public override JsValue Run(Frame f)
    {
        var realm = f.Realm;
        var active = f.Function!;
        var parent = active.Prototype;
        var newTarget = (JsObject)f.NewTarget.Ref!;
        var values = CallManyOp.Evaluate(f, arguments, spread);
        f.Position = Position;
        if (parent is not JsFunction { IsConstructor: true } constructor)
        {
            throw realm.TypeError("Super constructor is not a constructor");
        }

        var result = constructor.Construct(realm, values, newTarget);
        var current = self is null ? f.This : self.Peek(f);
        if (!current.IsEmpty)
        {
            throw realm.ReferenceError("Super constructor may only be called once");
        }

        if (self is null)
        {
            f.This = result;
        }
        else
        {
            self.Initialize(f, result);
        }

        active.Fields?.Initialize(realm, (JsObject)result.Ref!);
        return result;
    }
}

internal sealed class TaggedTemplateOp(Op tag, Op[] values, TemplatePart[] parts) : Op
{
    public override JsValue Run(Frame f)
    {
        var function = tag.RunCallee(f, out var self);
        var arguments = new JsValue[values.Length + 1];
        arguments[0] = JsValue.Of(f.Realm.TemplateObject(this, parts));
        for (var i = 0; i < values.Length; i++)
        {
            arguments[i + 1] = values[i].Run(f);
        }

        f.Position = Position;
        return function.Ref is JsFunction callable
            ? callable.Call(f.Realm, self, arguments)
            : throw f.Realm.TypeError($"{tag.Describe()} is not a function");
    }
}
