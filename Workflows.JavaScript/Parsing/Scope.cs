namespace Workflows.JavaScript.Parsing;

internal enum ScopeKind
{
    Script,
    Function,

    /// <summary>The body of a function whose parameters contain expressions, which must not see what the body declares.</summary>
    Body,
    Block,
    Switch,
    Catch,
    Class,
}

internal enum VariableKind
{
    Var,
    Parameter,
    Function,
    Let,
    Const,
    Class,
    CatchParameter,
    FunctionName,
    Arguments,
    This,
}

internal sealed class Variable(string name, VariableKind kind, Scope scope)
{
    public readonly string Name = name;
    public readonly Scope Scope = scope;
    public VariableKind Kind = kind;

    /// <summary>Used by an inner function, so it lives in a heap scope instead of the frame.</summary>
    public bool Captured;

    /// <summary>Some use may come before the initialisation and must be checked.</summary>
    public bool NeedsTdz;

    /// <summary>Uses behind this place in the text, in the same function, need no check.</summary>
    public int ReadyAt = int.MaxValue;
    public int Slot = -1;

    public bool IsLexical => Kind is VariableKind.Let or VariableKind.Const or VariableKind.Class or VariableKind.This || Checked;

    /// <summary>A parameter of a list with defaults or patterns, where order matters.</summary>
    public bool Checked;
}

/// <summary>
/// A scope while its text is parsed. When it closes, every name used in it is bound here or handed to the parent;
/// by then all inner functions are known, so each variable gets its slot at once.
/// </summary>
internal sealed class Scope(ScopeKind kind, Scope? parent, FunctionInfo function)
{
    public readonly ScopeKind Kind = kind;
    public readonly Scope? Parent = parent;
    public readonly FunctionInfo Function = function;
    public readonly List<Ident> References = [];
    public Dictionary<string, Variable>? Variables;
    public HashSet<string>? HoistedVars;

    /// <summary>Function declarations to make on entry, in order.</summary>
    public List<FunctionStmt>? Functions;

    /// <summary>Number of variables that live on the heap; 0 means no heap scope is made.</summary>
    public int HeapSlots;

    public bool IsVarScope => Kind is ScopeKind.Script or ScopeKind.Function or ScopeKind.Body;

    public Variable? Find(string name) => Variables is not null && Variables.TryGetValue(name, out var found) ? found : null;

    public Variable Declare(string name, VariableKind variableKind)
    {
        var variable = new Variable(name, variableKind, this);
        (Variables ??= new(StringComparer.Ordinal))[name] = variable;
        return variable;
    }

    /// <summary>Binds the names used here; what is unknown goes to the parent.</summary>
    public void Close()
    {
        var isFunction = Kind == ScopeKind.Function;
        AdoptArguments();
        for (var i = 0; i < References.Count; i++)
        {
            var ident = References[i];
            if (ident.IsBinding)
            {
                continue;
            }

            var variable = Find(ident.Name);
            if (variable is null && isFunction)
            {
                variable = Implicit(ident);
            }

            if (variable is not null)
            {
                Bind(ident, variable);
            }
            else if (Parent is not null && !(isFunction && ident.Name == "this" && Function.Kind != FunctionKind.Arrow))
            {
                ident.Crossed |= isFunction;
                Parent.References.Add(ident);
            }
        }

        if (isFunction && Function is { ArgumentsVariable: not null, Strict: false, SimpleParameters: true })
        {
            // The arguments object shares the parameters, so they must be on the heap.
            foreach (var parameter in Function.Parameters)
            {
                ((Ident)parameter.Target!).Variable!.Captured = true;
            }
        }

        if (Variables is not null && Kind != ScopeKind.Script)
        {
            foreach (var variable in Variables.Values)
            {
                if (variable.Captured)
                {
                    variable.Slot = HeapSlots++;
                }
                else if (variable.Slot < 0)
                {
                    variable.Slot = Function.FrameSize++;
                }
            }
        }
    }

    /// <summary>A var named arguments is the arguments object until it is assigned; a function of that name replaces it.</summary>
    private void AdoptArguments()
    {
        if (Kind is not (ScopeKind.Function or ScopeKind.Body) || !Function.HasArguments || Find("arguments") is not { Kind: VariableKind.Var } variable ||
            Functions?.Exists(f => f.Name.Name == "arguments") == true)
        {
            return;
        }

        if (Kind == ScopeKind.Function)
        {
            Function.ArgumentsVariable = variable;
        }
        else if (Parent!.Find("arguments") is null)
        {
            Function.ArgumentsVariable = Parent.Declare("arguments", VariableKind.Arguments);
        }
    }

    private void Bind(Ident ident, Variable variable)
    {
        ident.Variable = variable;
        variable.Captured |= ident.Crossed;
        if (variable.IsLexical && (ident.Crossed || ident.Position < variable.ReadyAt || Kind == ScopeKind.Switch))
        {
            ident.CheckTdz = true;
            variable.NeedsTdz = true;
        }
    }

    /// <summary>The names a function knows without declaring them.</summary>
    private Variable? Implicit(Ident ident)
    {
        if (ident.Name == "arguments" && Function.HasArguments)
        {
            return Function.ArgumentsVariable = Declare("arguments", VariableKind.Arguments);
        }

        if (ident.Name == "this" && Function.Kind == FunctionKind.DerivedConstructor)
        {
            return Function.ThisVariable = Declare("this", VariableKind.This);
        }

        return Function.SelfName == ident.Name ? Function.SelfVariable = Declare(ident.Name, VariableKind.FunctionName) : null;
    }
}
