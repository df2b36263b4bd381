namespace Workflows.JavaScript.Parsing;

internal sealed partial class Parser
{
    private int _duplicateParameter = -1;

    private FunctionStmt ParseFunctionDeclaration()
    {
        var position = _token.Start;
        Next();
        if (_token.Type == T.Star)
        {
            throw Error("Generators are not supported", _token.Start);
        }

        var namePosition = _token.Start;
        var name = BindingName();
        CheckFunctionName(name, namePosition);
        var block = !_scope.IsVarScope;
        Ident ident;
        Ident? outer = null;
        if (block)
        {
            var variable = DeclareLexical(name, VariableKind.Function, namePosition);
            variable.ReadyAt = 0;
            ident = new Ident(name) { Position = namePosition, Variable = variable, IsBinding = true };
            outer = _strict ? null : OuterFunctionVariable(name, namePosition);
        }
        else
        {
            if (_scope.Find(name) is { Kind: VariableKind.Let or VariableKind.Const or VariableKind.Class })
            {
                throw Redeclared(name, namePosition);
            }

            var variable = _scope.Find(name) ?? _scope.Declare(name, VariableKind.Var);
            ident = new Ident(name) { Position = namePosition, Variable = variable, IsBinding = true };
        }

        var info = ParseFunctionRest(name, FunctionKind.Normal, position);
        if (_strict != info.Strict && !_strict)
        {
            CheckStrictName(name, namePosition);
        }

        var statement = new FunctionStmt(info, ident) { Position = position, Outer = outer };
        (_scope.Functions ??= []).Add(statement);
        return statement;
    }

    /// <summary>A sloppy block function is also a var of the function around it, unless that would clash (Annex B.3.3).</summary>
    private Ident? OuterFunctionVariable(string name, int position)
    {
        for (var scope = _scope.Parent!; ; scope = scope.Parent!)
        {
            if (scope.IsVarScope)
            {
                var existing = OwnOrParameter(scope, name);
                if (existing is { Kind: VariableKind.Let or VariableKind.Const or VariableKind.Class or VariableKind.Parameter })
                {
                    return null;
                }

                if (existing is null)
                {
                    scope.Declare(name, VariableKind.Var);
                }

                var ident = new Ident(name) { Position = position };
                scope.References.Add(ident);
                return ident;
            }

            if (scope.Find(name) is { } other && other.Kind != VariableKind.CatchParameter)
            {
                return null;
            }
        }
    }

    private void CheckFunctionName(string name, int position)
    {
        if (_strict)
        {
            CheckStrictName(name, position);
        }
    }

    private static void CheckStrictName(string name, int position)
    {
        if (name is "eval" or "arguments" || Keywords.IsStrictReserved(name))
        {
            throw Error("Unexpected eval or arguments in strict mode", position);
        }
    }

    private FunctionExpr ParseFunctionExpression()
    {
        var position = _token.Start;
        Next();
        if (_token.Type == T.Star)
        {
            throw Error("Generators are not supported", _token.Start);
        }

        string? name = null;
        var namePosition = _token.Start;
        if (_token.Type != T.LeftParen)
        {
            name = BindingName();
            CheckFunctionName(name, namePosition);
        }

        var info = ParseFunctionRest(name ?? "", FunctionKind.Normal, position, name);
        if (name is not null && info.Strict)
        {
            CheckStrictName(name, namePosition);
        }

        return new FunctionExpr(info) { Position = position };
    }

    private FunctionInfo ParseMethod(FunctionKind kind, int position, string? name)
    {
        var info = ParseFunctionRest(name ?? "", kind, position);
        if (kind == FunctionKind.Getter && info.Parameters.Count != 0)
        {
            throw Error("Getter must not have any formal parameters", position);
        }

        if (kind == FunctionKind.Setter && (info.Parameters.Count != 1 || info.Parameters[0].Rest))
        {
            throw Error("Setter must have exactly one formal parameter", position);
        }

        return info;
    }

    private FunctionInfo ParseFunctionRest(string name, FunctionKind kind, int position, string? selfName = null)
    {
        var info = new FunctionInfo { Name = name, Kind = kind, SelfName = selfName, Start = position, Text = _text };
        Enter();
        var saved = Push(info, new Scope(ScopeKind.Function, _scope, info));
        var method = kind != FunctionKind.Normal;
        _context.SuperProperty = method;
        _context.SuperCall = kind == FunctionKind.DerivedConstructor;
        _context.NewTarget = true;
        Expect(T.LeftParen);
        while (_token.Type != T.RightParen)
        {
            var element = new PatternElement { Rest = Eat(T.Ellipsis) };
            var declared = new List<Variable>();
            element.Target = ParseBindingTarget(VariableKind.Parameter, declared);
            if (!element.Rest)
            {
                ParseDefault(element);
            }

            AddParameter(info, element, declared, _lastEnd);
            if (_token.Type == T.RightParen)
            {
                break;
            }

            if (element.Rest)
            {
                throw Error("Rest parameter must be last formal parameter", _token.Start);
            }

            Expect(T.Comma);
        }

        Expect(T.RightParen);
        Finish(info, position, method);
        Pop(saved);
        _depth--;
        return info;
    }

    private static void AddParameter(FunctionInfo info, PatternElement element, List<Variable> declared, int end)
    {
        info.Parameters.Add(element);
        if (element.Default is null && !element.Rest && info.Length == info.Parameters.Count - 1)
        {
            info.Length++;
        }

        if (element.Default is not null || element.Rest || element.Target is not Ident)
        {
            info.SimpleParameters = false;
        }

        foreach (var variable in declared)
        {
            variable.ReadyAt = end;
        }
    }

    /// <summary>Parses the body in braces and applies the rules that need parameters and body together.</summary>
    private void Finish(FunctionInfo info, int position, bool uniqueParameters)
    {
        var parameterSlots = info.Parameters.Count;
        info.FrameSize = parameterSlots;
        if (info.SimpleParameters)
        {
            for (var i = 0; i < parameterSlots; i++)
            {
                ((Ident)info.Parameters[i].Target!).Variable!.Slot = i;
            }
        }
        else
        {
            foreach (var variable in _scope.Variables?.Values ?? Enumerable.Empty<Variable>())
            {
                variable.Checked = true;
            }
        }

        if (_token.Type != T.LeftBrace)
        {
            throw Unexpected();
        }

        if (!info.SimpleParameters && info.Parameters.Exists(HasExpression))
        {
            info.BodyScope = _scope = new Scope(ScopeKind.Body, _scope, info);
        }

        Next();
        var strictBefore = _strict;
        if (ParseDirectives(info.Body) && !info.SimpleParameters)
        {
            throw Error("Illegal 'use strict' directive in function with non-simple parameter list", position);
        }

        if (_strict && !strictBefore)
        {
            CheckParameterNames(info);
        }

        info.Strict = _strict;
        while (_token.Type != T.RightBrace)
        {
            info.Body.Add(ParseStatementListItem());
        }

        info.End = _token.End;
        if (_duplicateParameter >= 0 && (_strict || uniqueParameters || !info.SimpleParameters))
        {
            throw Error("Duplicate parameter name not allowed in this context", _duplicateParameter);
        }

        if (info.BodyScope is not null)
        {
            PopScope();
        }

        _scope.Close();
    }

    private static bool HasExpression(PatternElement element) => element.Default is not null || element.Computed is not null || element.Target switch
    {
        ArrayPattern array => array.Elements.Exists(HasExpression),
        ObjectPattern pattern => pattern.Elements.Exists(HasExpression),
        _ => false,
    };

    private static void CheckParameterNames(FunctionInfo info)
    {
        foreach (var parameter in info.Parameters)
        {
            var ident = (Ident)parameter.Target!;
            CheckStrictName(ident.Name, ident.Position);
        }
    }

    private readonly record struct Saved(
        Scope Scope, Context Context, bool Strict, int Duplicate, bool NoIn, int Cover, int Arrow);

    private Saved Push(FunctionInfo info, Scope scope)
    {
        var saved = new Saved(_scope, _context, _strict, _duplicateParameter, _noIn, _coverDefault, _arrowStart);
        info.Scope = _scope = scope;
        _context = new Context(info, _context);
        _duplicateParameter = -1;
        _noIn = false;
        _coverDefault = -1;
        _arrowStart = -1;
        return saved;
    }

    /// <summary>Leaves the function; its closing brace, if it has one, is the current token.</summary>
    private void Pop(in Saved saved, bool braces = true)
    {
        _scope = saved.Scope;
        _context = saved.Context;
        _strict = saved.Strict;
        _duplicateParameter = saved.Duplicate;
        _noIn = saved.NoIn;
        _coverDefault = saved.Cover;
        _arrowStart = saved.Arrow;
        if (braces)
        {
            Next();
        }
    }

    private FunctionExpr ParseArrow(List<Expr> items, Expr? rest, Scope parameters, int position, bool single)
    {
        var info = new FunctionInfo { Kind = FunctionKind.Arrow, Start = position, Text = _text };
        var scope = new Scope(ScopeKind.Function, _scope, info);
        scope.References.AddRange(parameters.References);
        var outer = _context;
        var noIn = _noIn;
        var saved = Push(info, scope);
        _context.SuperProperty = outer.SuperProperty;
        _context.SuperCall = outer.SuperCall;
        _context.NewTarget = outer.NewTarget;
        _context.NoArguments = outer.NoArguments;
        var end = _token.Start;
        foreach (var item in items)
        {
            var declared = new List<Variable>();
            var element = ToElement(item, e => ToBinding(e, declared));
            AddParameter(info, element, declared, single ? end : EndOf(item, end));
        }

        if (rest is not null)
        {
            var declared = new List<Variable>();
            AddParameter(info, new PatternElement { Rest = true, Target = ToBinding(rest, declared) }, declared, end);
        }

        Next();
        if (_token.Type == T.LeftBrace)
        {
            Finish(info, position, true);
            Pop(saved);
            return new FunctionExpr(info) { Position = position };
        }

        info.FrameSize = info.Parameters.Count;
        if (_duplicateParameter >= 0)
        {
            throw Error("Duplicate parameter name not allowed in this context", _duplicateParameter);
        }

        if (info.SimpleParameters)
        {
            for (var i = 0; i < info.Parameters.Count; i++)
            {
                ((Ident)info.Parameters[i].Target!).Variable!.Slot = i;
            }
        }
        else
        {
            foreach (var variable in scope.Variables!.Values)
            {
                variable.Checked = true;
            }
        }

        info.Strict = _strict;
        _noIn = noIn;
        info.ExpressionBody = ParseAssignment();
        info.End = _lastEnd;
        scope.Close();
        Pop(saved, false);
        return new FunctionExpr(info) { Position = position };
    }

    /// <summary>Where the uses inside one arrow parameter end: everything after its own text sees it initialised.</summary>
    private static int EndOf(Expr item, int end) => item is AssignExpr assign ? LastPosition(assign.Value, end) : item.Position + 1;

    private static int LastPosition(Expr value, int end) => value is Literal or Ident ? value.Position + 1 : end;
}
