namespace Workflows.JavaScript.Execution;

/// <summary>
/// The state of one running call. Captured variables live in heap scopes, so frames never escape and are reused by depth.
/// </summary>
internal sealed class Frame(Realm realm)
{
    public readonly Realm Realm = realm;
    public JsValue[] Locals = [];
    public HeapScope? Scope;
    public JsValue This;
    public JsValue NewTarget;

    /// <summary>The function whose home object and constructor super refers to; arrows take over that of their surroundings.</summary>
    public ScriptFunction? Function;
    public FunctionCode? Code;

    /// <summary>The value of return, and at script level the completion value.</summary>
    public JsValue Result;

    /// <summary>The label that a running break or continue is looking for; null for the nearest.</summary>
    public string? Label;

    /// <summary>Where in the text the latest call or throw of this frame is.</summary>
    public int Position;
}

/// <summary>Captured variables of one scope instance.</summary>
internal sealed class HeapScope(JsValue[] values, HeapScope? outer)
{
    public readonly JsValue[] Values = values;
    public readonly HeapScope? Outer = outer;
}

internal enum Signal
{
    Normal,
    Break,
    Continue,
    Return,
}

/// <summary>An expression, ready to run. Stateless but for cache hints, so threads may share it.</summary>
internal abstract class Op
{
    public int Position;

    public abstract JsValue Run(Frame f);

    public virtual bool RunBool(Frame f) => Operators.ToBoolean(Run(f));

    /// <summary>Runs for a callee: also yields the this value of the call.</summary>
    public virtual JsValue RunCallee(Frame f, out JsValue self)
    {
        self = default;
        return Run(f);
    }

    /// <summary>How the expression is called in an error message.</summary>
    public virtual string Describe() => "expression";
}

/// <summary>A statement, ready to run.</summary>
internal abstract class Act
{
    public int Position;

    public abstract Signal Run(Frame f);
}

/// <summary>The compiled form of a function.</summary>
internal sealed class FunctionCode
{
    public required FunctionInfo Info;
    public Act[] Body = [];
    public Op? Expression;

    /// <summary>Binds parameters that are not plain names, in order.</summary>
    public Act[] Prologue = [];

    /// <summary>For each captured plain parameter, its frame slot and heap slot.</summary>
    public (int Frame, int Heap)[] CapturedParameters = [];
    public (FunctionInfo Info, Assignable Target)[] Functions = [];
    public int HeapSlots;

    /// <summary>Heap slots that start uninitialised.</summary>
    public int[] HeapTdz = [];
    public int[] FrameTdz = [];
    public int ParameterCount;
    public int RestAt = -1;
    public int FrameSize;
    public Assignable? Self;
    public Assignable? Arguments;

    /// <summary>Arguments object shares the parameters (sloppy functions with plain parameters).</summary>
    public bool MappedArguments;
    public Assignable? This;

    /// <summary>As <see cref="This"/>, seen from the body.</summary>
    public Assignable? ThisInBody;

    /// <summary>Entered after the parameters are bound, when the body has a scope of its own.</summary>
    public BlockScope? BodyScope;

    /// <summary>Variables of the body that start with the value of the parameter of their name.</summary>
    public (Assignable From, Assignable To)[] Copies = [];
    public bool Strict;

    /// <summary>True when entering the function takes more than copying its arguments.</summary>
    public bool NeedsPreparation;
}
