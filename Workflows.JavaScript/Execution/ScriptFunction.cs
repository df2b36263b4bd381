namespace Workflows.JavaScript.Execution;

/// <summary>A function written in the script.</summary>
internal sealed class ScriptFunction : JsFunction
{
    private readonly HeapScope? _scope;
    private bool _madePrototype;
    private FunctionCode? _code;

    public ScriptFunction(Realm realm, JsObject? prototype, FunctionInfo info, HeapScope? scope, Frame? lexical)
        : base(realm, prototype)
    {
        Info = info;
        _scope = scope;
        if (info.Kind == FunctionKind.Arrow && lexical is not null)
        {
            LexicalThis = lexical.This;
            LexicalFunction = lexical.Function;
            LexicalNewTarget = lexical.NewTarget;
        }
    }

    public FunctionInfo Info { get; }

    public JsValue LexicalThis { get; }

    public ScriptFunction? LexicalFunction { get; }

    public JsValue LexicalNewTarget { get; }

    /// <summary>The object whose prototype super refers to.</summary>
    public JsObject? HomeObject { get; set; }

    /// <summary>Set for class constructors: the fields each new object gets.</summary>
    public ClassFields? Fields { get; set; }

    public ClassExpr? Class { get; set; }

    /// <summary>The name when it is known only at run time (computed keys, assignment to patterns).</summary>
    public string? RuntimeName { get; set; }

    public override bool IsConstructor => Info.Kind is FunctionKind.Normal or FunctionKind.Constructor or FunctionKind.DerivedConstructor;

    public override bool IsClass => Info.Kind is FunctionKind.Constructor or FunctionKind.DerivedConstructor;

    public override bool IsDerived => Info.Kind == FunctionKind.DerivedConstructor;

    public override string FunctionName => RuntimeName ?? Info.Name;

    protected override int FunctionLength => Info.Length;

    public override string SourceText => Class is { } body
        ? Info.Text.Source[body.Position..body.End]
        : Info.Text.Source[Info.Start..Info.End];

    public override JsValue Call(Realm realm, in JsValue self, ReadOnlySpan<JsValue> arguments)
    {
        if (IsClass)
        {
            throw realm.TypeError($"Class constructor {FunctionName} cannot be invoked without 'new'");
        }

        var code = _code ??= Realm.CodeOf(Info);
        var f = Realm.Enter(code);
        if (Info.Kind == FunctionKind.Arrow)
        {
            f.This = LexicalThis;
            f.Function = LexicalFunction;
            f.NewTarget = LexicalNewTarget;
        }
        else
        {
            f.This = self;
            f.Function = this;
            f.NewTarget = default;
        }

        f.Scope = _scope;
        var result = Run(f, code, arguments);
        Realm.Leave();
        return result;
    }

    public override JsValue Construct(Realm realm, ReadOnlySpan<JsValue> arguments, JsObject newTarget)
    {
        if (!IsConstructor)
        {
            throw realm.TypeError($"{FunctionName} is not a constructor");
        }

        JsObject? created = null;
        if (!IsDerived)
        {
            realm.Charge(64);
            created = new JsObject(Realm.PrototypeFor(newTarget, Intrinsic.ObjectPrototype));
            Fields?.Initialize(Realm, created);
        }

        var code = _code ??= Realm.CodeOf(Info);
        var f = Realm.Enter(code);
        f.This = created is null ? JsValue.Empty : JsValue.Of(created);
        f.Function = this;
        f.NewTarget = JsValue.Of(newTarget);
        f.Scope = _scope;
        var result = Run(f, code, arguments);
        var self = code.ThisInBody is null ? f.This : code.ThisInBody.Peek(f);
        Realm.Leave();
        if (result.Ref is JsObject)
        {
            return result;
        }

        if (created is not null)
        {
            return JsValue.Of(created);
        }

        if (!result.IsUndefined)
        {
            throw realm.TypeError("Derived constructors may only return object or undefined");
        }

        return self.IsEmpty
            ? throw realm.ReferenceError("Must call super constructor in derived class before accessing 'this' or returning from derived constructor")
            : self;
    }

    private JsValue Run(Frame f, FunctionCode code, ReadOnlySpan<JsValue> arguments)
    {
        var locals = f.Locals;
        var count = Math.Min(arguments.Length, code.ParameterCount);
        for (var i = 0; i < count; i++)
        {
            locals[i] = arguments[i];
        }

        if (code.FrameSize > count)
        {
            Array.Clear(locals, count, code.FrameSize - count);
        }

        if (code.NeedsPreparation)
        {
            Prepare(f, code, arguments);
        }

        if (code.Expression is { } expression)
        {
            return expression.Run(f);
        }

        foreach (var act in code.Body)
        {
            var signal = act.Run(f);
            if (signal != Signal.Normal)
            {
                var result = f.Result;
                f.Result = default;
                return result;
            }
        }

        return default;
    }

    private void Prepare(Frame f, FunctionCode code, ReadOnlySpan<JsValue> arguments)
    {
        if (code.HeapSlots != 0)
        {
            Realm.Charge(48 + (code.HeapSlots * 16L));
            var values = new JsValue[code.HeapSlots];
            foreach (var slot in code.HeapTdz)
            {
                values[slot] = JsValue.Empty;
            }

            foreach (var (frame, heap) in code.CapturedParameters)
            {
                values[heap] = f.Locals[frame];
            }

            f.Scope = new HeapScope(values, f.Scope);
        }

        foreach (var slot in code.FrameTdz)
        {
            f.Locals[slot] = JsValue.Empty;
        }

        code.Self?.Initialize(f, JsValue.Of(this));
        if (code.This is not null)
        {
            code.This.Initialize(f, f.This);
        }

        if (code.Arguments is not null)
        {
            code.Arguments.Initialize(f, JsValue.Of(MakeArguments(f, code, arguments)));
        }

        if (code.RestAt >= 0)
        {
            var rest = arguments.Length > code.RestAt ? arguments[code.RestAt..].ToArray() : [];
            f.Locals[code.RestAt] = JsValue.Of(Realm.NewArray(rest));
        }

        foreach (var act in code.Prologue)
        {
            act.Run(f);
        }

        if (code.BodyScope is not null)
        {
            code.BodyScope.Enter(f);
            foreach (var (from, to) in code.Copies)
            {
                to.Initialize(f, from.Peek(f));
            }
        }

        foreach (var (info, target) in code.Functions)
        {
            target.Initialize(f, JsValue.Of(Realm.NewFunction(info, f)));
        }
    }

    private ArgumentsObject MakeArguments(Frame f, FunctionCode code, ReadOnlySpan<JsValue> arguments)
    {
        Realm.Charge(120 + (arguments.Length * 56L));
        Func<int, (JsValue[] Values, int Slot)?>? map = null;
        if (code.MappedArguments)
        {
            var heap = f.Scope;
            map = i => MapParameter(code, heap!, i);
        }

        return new ArgumentsObject(Realm, arguments, code.Strict || !code.Info.SimpleParameters, this, map);
    }

    /// <summary>Parameters of a function with mapped arguments are all captured, so the object can share their heap slots.</summary>
    private static (JsValue[] Values, int Slot)? MapParameter(FunctionCode code, HeapScope heap, int index)
    {
        foreach (var (frame, slot) in code.CapturedParameters)
        {
            if (frame == index)
            {
                return (heap.Values, slot);
            }
        }

        return null;
    }

    protected override bool MakeLazy(in PropertyKey key)
    {
        if (key.Ref is "prototype" && !_madePrototype && Info.Kind == FunctionKind.Normal)
        {
            _madePrototype = true;
            var prototype = new JsObject(Realm[Intrinsic.ObjectPrototype]);
            prototype.Add("constructor", JsValue.Of(this), Attributes.Hidden);
            Add(key, JsValue.Of(prototype), Attributes.Writable);
            return true;
        }

        return base.MakeLazy(key);
    }

    protected override void MakeAllLazy()
    {
        base.MakeAllLazy();
        MakeLazy("prototype");
    }
}
