namespace Workflows.JavaScript.Execution;

/// <summary>Turns the tree of one function into operations. Names are resolved to slots here; nothing is looked up by name later.</summary>
internal sealed partial class Compiler
{
    private readonly FunctionInfo _info;
    private ScopeChain? _chain;
    private int _depth;

    private Compiler(FunctionInfo info)
    {
        _info = info;
        _chain = info.Outer;
    }

    private bool IsScript => _info.Kind == FunctionKind.Script;

    public static FunctionCode Compile(FunctionInfo info) => new Compiler(info).CompileFunction();

    private FunctionCode CompileFunction()
    {
        var scope = _info.Scope;
        if (scope.HeapSlots > 0)
        {
            _chain = new ScopeChain(scope, _chain);
        }

        var code = new FunctionCode
        {
            Info = _info,
            Strict = _info.Strict,
            ParameterCount = _info.Parameters.Count,
            HeapSlots = scope.HeapSlots,
        };
        var (heapTdz, frameTdz) = IsScript ? ([], []) : Uninitialized(scope);
        code.HeapTdz = heapTdz;
        code.FrameTdz = frameTdz;
        CompileParameters(code);
        code.Self = Own(_info.SelfVariable);
        code.Arguments = Own(_info.ArgumentsVariable);
        code.This = Own(_info.ThisVariable);
        code.ThisInBody = code.This;
        if (_info.BodyScope is { } body)
        {
            EnterBody(code, body);
        }

        code.Functions = IsScript ? [] : Functions(_info.BodyScope ?? scope);
        if (_info.ExpressionBody is not null)
        {
            code.Expression = Compile(_info.ExpressionBody);
        }
        else if (!IsScript && _info.Body is [ReturnStmt { Value: { } only }])
        {
            code.Expression = Compile(only);
        }
        else
        {
            code.Body = CompileBody(_info.Body);
        }

        code.FrameSize = _info.FrameSize;
        code.NeedsPreparation = code.HeapSlots != 0 || code.Functions.Length != 0 || !_info.SimpleParameters || code.Arguments is not null ||
            code.Self is not null || code.This is not null || code.FrameTdz.Length != 0;
        return code;
    }

    private void EnterBody(FunctionCode code, Scope body)
    {
        var shared = (body.Variables?.Values ?? Enumerable.Empty<Variable>())
            .Where(v => v.Kind == VariableKind.Var && _info.Scope.Find(v.Name) is { Kind: VariableKind.Parameter or VariableKind.Arguments }).ToList();
        code.BodyScope = EnterScope(body);
        code.ThisInBody = Own(_info.ThisVariable);
        code.Copies = [.. shared.Select(v => ((Assignable)Own(_info.Scope.Find(v.Name))!, (Assignable)Own(v)!))];
    }

    private VariableOp? Own(Variable? variable) => variable is null ? null : Variable(variable, variable.Name, 0, false, false);

    private void CompileParameters(FunctionCode code)
    {
        if (_info.SimpleParameters)
        {
            code.MappedArguments = _info.ArgumentsVariable is not null && !_info.Strict;
            var captured = new List<(int, int)>();
            for (var i = 0; i < _info.Parameters.Count; i++)
            {
                var variable = ((Ident)_info.Parameters[i].Target!).Variable!;
                if (variable.Captured && IsLast(i))
                {
                    captured.Add((i, variable.Slot));
                }
            }

            code.CapturedParameters = [.. captured];
            return;
        }

        var prologue = new List<Act>();
        for (var i = 0; i < _info.Parameters.Count; i++)
        {
            var parameter = _info.Parameters[i];
            if (parameter.Rest)
            {
                code.RestAt = i;
                code.ParameterCount = i;
            }

            var target = CompileTarget(parameter.Target!, true);
            prologue.Add(new ParameterAct(i, target, parameter.Default is null ? null : Compile(parameter.Default)));
        }

        code.Prologue = [.. prologue];
    }

    /// <summary>Of parameters with the same name the last counts.</summary>
    private bool IsLast(int index)
    {
        var name = ((Ident)_info.Parameters[index].Target!).Name;
        return _info.Parameters.FindLastIndex(p => p.Target is Ident ident && ident.Name == name) == index;
    }

    private static (int[] Heap, int[] Frame) Uninitialized(Scope scope)
    {
        if (scope.Variables is null)
        {
            return ([], []);
        }

        var pending = scope.Variables.Values.Where(v => v is { NeedsTdz: true, Kind: not VariableKind.This });
        var all = pending.ToLookup(v => v.Captured, v => v.Slot);
        return ([.. all[true]], [.. all[false]]);
    }

    private (FunctionInfo, Assignable)[] Functions(Scope scope)
    {
        if (scope.Functions is null)
        {
            return [];
        }

        // Of functions with the same name the last one counts.
        var last = new Dictionary<string, (FunctionInfo, Assignable)>(StringComparer.Ordinal);
        foreach (var function in scope.Functions)
        {
            function.Info.Outer = _chain;
            last[function.Name.Name] = (function.Info, Name(function.Name));
        }

        return [.. last.Values];
    }

    private BlockScope EnterScope(Scope scope)
    {
        if (scope.HeapSlots > 0)
        {
            _chain = new ScopeChain(scope, _chain);
        }

        var (heap, frame) = Uninitialized(scope);
        return new BlockScope(scope.HeapSlots, heap, frame);
    }

    private void LeaveScope(Scope scope)
    {
        if (scope.HeapSlots > 0)
        {
            _chain = _chain!.Outer;
        }
    }

    private VariableOp Name(Ident ident) =>
        ident.Variable is { } variable
            ? Variable(variable, ident.Name, ident.Position, ident.CheckTdz, true)
            : new GlobalOp(ident.Name, _info.Strict) { Position = ident.Position };

    private VariableOp Variable(Variable variable, string name, int position, bool check, bool readOnlyKinds)
    {
        if (variable.Scope.Kind == ScopeKind.Script)
        {
            return new GlobalOp(name, _info.Strict) { Position = position };
        }

        VariableOp op;
        if (variable.Captured)
        {
            var hops = 0;
            for (var chain = _chain; chain!.Scope != variable.Scope; chain = chain.Outer)
            {
                hops++;
            }

            op = new HeapOp(name, hops, variable.Slot, check) { Position = position };
        }
        else
        {
            op = check ? new CheckedLocalOp(name, variable.Slot) { Position = position } : new LocalOp(name, variable.Slot) { Position = position };
        }

        return readOnlyKinds && variable.Kind is VariableKind.Const or VariableKind.FunctionName
            ? new ConstantOp(op, variable.Kind == VariableKind.FunctionName && !_info.Strict) { Position = position }
            : op;
    }

    private Assignable CompileTarget(Expr target, bool declares)
    {
        switch (target)
        {
            case Ident ident:
                return Name(ident);
            case MemberExpr member:
                return Place(member);
            case ArrayPattern array:
                return new ArrayPatternOp([.. array.Elements.Select(e =>
                    (e.Target is null ? null : CompileTarget(e.Target, declares), Optional(e.Default), e.Rest))])
                { Position = array.Position };
            case ObjectPattern pattern:
                return new ObjectPatternOp([.. pattern.Elements.Select(e =>
                    (CompileTarget(e.Target!, declares), e.Name is null ? (PropertyKey?)null : PropertyKey.Of(e.Name), Optional(e.Computed), Optional(e.Default), e.Rest))])
                { Position = pattern.Position };
            default:
                throw new InvalidOperationException($"{target.GetType().Name} cannot be assigned to.");
        }
    }

    private Op? Optional(Expr? expression) => expression is null ? null : Compile(expression);

    private PlaceOp Place(MemberExpr member)
    {
        if (member.Target is SuperExpr)
        {
            return new SuperOp(This(member.This!), member.Name, Optional(member.Index), _info.Strict) { Position = member.Position };
        }

        return member.Name is null
            ? new IndexOp(Compile(member.Target), Compile(member.Index!), _info.Strict) { Position = member.Position }
            : new NamedOp(Compile(member.Target), member.Name, _info.Strict) { Position = member.Position };
    }

    private Op This(Ident binding) => binding.Variable is { } variable
        ? Variable(variable, "this", binding.Position, true, false)
        : new ThisOp(_info.Strict) { Position = binding.Position };

}
