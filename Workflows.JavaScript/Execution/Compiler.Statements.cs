namespace Workflows.JavaScript.Execution;

internal sealed partial class Compiler
{
    private List<string> _labels = [];

    private Act[] CompileBody(List<Stmt> statements)
    {
        var acts = new List<Act>(statements.Count);
        foreach (var statement in statements)
        {
            var act = Compile(statement);
            if (act is not EmptyAct)
            {
                acts.Add(act);
            }
        }

        return [.. acts];
    }

    private Act Compile(Stmt statement)
    {
        var labels = _labels;
        if (statement is not LabeledStmt)
        {
            _labels = [];
        }

        Deeper();
        var act = CompileCore(statement, [.. labels]);
        act.Position = statement.Position;
        if (IsScript && statement is IfStmt or ForStmt or ForEachStmt or WhileStmt or SwitchStmt or TryStmt)
        {
            act = new ResetAct(act);
        }

        return _depth-- % GuardEvery == 0 ? new GuardAct(act) { Position = statement.Position } : act;
    }

    private Act CompileCore(Stmt statement, string[] labels)
    {
        switch (statement)
        {
            case EmptyStmt:
                return new EmptyAct();
            case ExprStmt expression:
                var value = Compile(expression.Value);
                return IsScript ? new CompletionAct(value) : new ExpressionAct(value);
            case DeclarationStmt declaration:
                return CompileDeclaration(declaration);
            case FunctionStmt { Outer: { } outer } function:
                return new CopyFunctionAct(Name(function.Name), Name(outer));
            case FunctionStmt:
                return new EmptyAct();
            case ClassStmt declaration:
                return new InitializeAct(Name(declaration.Name), Compile(declaration.Body), false);
            case BlockStmt block:
                return CompileBlock(block);
            case IfStmt branch:
                return new IfAct(Compile(branch.Test), Compile(branch.Then), branch.Otherwise is null ? null : Compile(branch.Otherwise));
            case ForStmt loop:
                return CompileFor(loop, labels);
            case ForEachStmt loop:
                return CompileForEach(loop, labels);
            case WhileStmt loop:
                return new WhileAct(Compile(loop.Test), Compile(loop.Body), loop.TestFirst, labels);
            case JumpStmt jump:
                return new JumpAct(jump.IsBreak ? Signal.Break : Signal.Continue, jump.Label);
            case ReturnStmt result:
                return new ReturnAct(Optional(result.Value));
            case ThrowStmt thrown:
                return new ThrowAct(Compile(thrown.Value));
            case TryStmt attempt:
                return CompileTry(attempt);
            case SwitchStmt choice:
                return CompileSwitch(choice);
            case LabeledStmt labeled:
                _labels = [.. labels, labeled.Label];
                return new LabelAct(labeled.Label, Compile(labeled.Body));
            default:
                throw new InvalidOperationException($"{statement.GetType().Name} is not a statement.");
        }
    }

    private Act CompileDeclaration(DeclarationStmt declaration)
    {
        var acts = new List<Act>();
        foreach (var (target, value) in declaration.Items)
        {
            if (declaration.Kind == DeclarationKind.Var && value is null)
            {
                continue;
            }

            acts.Add(new InitializeAct(CompileTarget(target, true), Optional(value), declaration.Kind == DeclarationKind.Var) { Position = declaration.Position });
        }

        return acts.Count switch
        {
            0 => new EmptyAct(),
            1 => acts[0],
            _ => new SequenceAct([.. acts]),
        };
    }

    private Act CompileBlock(BlockStmt block)
    {
        var scope = EnterScope(block.Scope);
        var functions = Functions(block.Scope);
        var body = CompileBody(block.Body);
        LeaveScope(block.Scope);
        if (block.Scope.Variables is null)
        {
            return body.Length == 1 ? body[0] : new SequenceAct(body);
        }

        return new BlockAct(scope, functions, body);
    }

    private ForAct CompileFor(ForStmt loop, string[] labels)
    {
        var scope = EnterScope(loop.Scope);
        var init = loop.Init switch
        {
            null => null,
            ExprStmt expression => new ExpressionAct(Compile(expression.Value)),
            var declaration => Compile(declaration),
        };
        var act = new ForAct(scope, init, Optional(loop.Test), Optional(loop.Update), Compile(loop.Body), labels);
        LeaveScope(loop.Scope);
        return act;
    }

    private Act CompileForEach(ForEachStmt loop, string[] labels)
    {
        Act? before = null;
        if (loop.VarInitializer is not null)
        {
            before = new InitializeAct(CompileTarget(loop.Target, false), Compile(loop.VarInitializer), true);
        }

        var scope = EnterScope(loop.Scope);
        var subject = Compile(loop.Subject);
        var declares = loop.Kind is DeclarationKind.Let or DeclarationKind.Const;
        var target = CompileTarget(loop.Target, declares);
        var body = Compile(loop.Body);
        LeaveScope(loop.Scope);
        Act act = loop.IsOf
            ? new ForOfAct(scope, target, declares, subject, body, labels) { Position = loop.Position }
            : new ForInAct(scope, target, declares, subject, body, labels) { Position = loop.Position };
        return before is null ? act : new SequenceAct([before, act]);
    }

    private TryAct CompileTry(TryStmt attempt)
    {
        var body = CompileBlock(attempt.Body);
        BlockScope? scope = null;
        Assignable? parameter = null;
        Act? handler = null;
        if (attempt.Handler is { } caught)
        {
            scope = EnterScope(caught.Scope);
            parameter = attempt.Parameter is null ? null : CompileTarget(attempt.Parameter, true);
            handler = new BlockAct(new BlockScope(0, [], []), Functions(caught.Scope), CompileBody(caught.Body));
            LeaveScope(caught.Scope);
        }

        return new TryAct(body, scope, parameter, handler, attempt.Final is null ? null : CompileBlock(attempt.Final));
    }

    private SwitchAct CompileSwitch(SwitchStmt choice)
    {
        var value = Compile(choice.Value);
        var scope = EnterScope(choice.Scope);
        var functions = Functions(choice.Scope);
        var cases = choice.Cases.Select(c => (Optional(c.Test), CompileBody(c.Body))).ToArray();
        LeaveScope(choice.Scope);
        return new SwitchAct(scope, functions, value, cases);
    }
}
