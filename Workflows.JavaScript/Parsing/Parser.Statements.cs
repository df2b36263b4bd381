namespace Workflows.JavaScript.Parsing;

internal sealed partial class Parser
{
    private Stmt ParseStatementListItem()
    {
        switch (_token.Type)
        {
            case T.Function:
                return ParseFunctionDeclaration();
            case T.Class:
                return ParseClassDeclaration();
            case T.Const:
                return ParseLexical(DeclarationKind.Const);
            case T.Identifier when _token.Text == "let" && !_token.Special && StartsLexical():
                return ParseLexical(DeclarationKind.Let);
            default:
                return ParseStatement();
        }
    }

    private bool StartsLexical()
    {
        var next = Peek();
        return next.Type is T.Identifier or T.LeftBracket or T.LeftBrace or T.EscapedKeyword;
    }

    private DeclarationStmt ParseLexical(DeclarationKind kind)
    {
        var statement = ParseDeclarations(kind, false);
        Semicolon();
        return statement;
    }

    private Stmt ParseStatement()
    {
        Enter();
        var position = _token.Start;
        var statement = ParseStatementCore();
        statement.Position = position;
        _depth--;
        return statement;
    }

    private Stmt ParseStatementCore()
    {
        switch (_token.Type)
        {
            case T.LeftBrace:
                return ParseBlock(ScopeKind.Block);
            case T.Semicolon:
                Next();
                return new EmptyStmt();
            case T.Debugger:
                Next();
                Semicolon();
                return new EmptyStmt();
            case T.Var:
                var declarations = ParseDeclarations(DeclarationKind.Var, false);
                Semicolon();
                return declarations;
            case T.If:
                return ParseIf();
            case T.For:
                return ParseFor();
            case T.While:
                Next();
                Expect(T.LeftParen);
                var test = ParseExpression();
                Expect(T.RightParen);
                return new WhileStmt(test, ParseLoopBody(), true);
            case T.Do:
                return ParseDo();
            case T.Continue:
            case T.Break:
                return ParseJump();
            case T.Return:
                return ParseReturn();
            case T.Throw:
                Next();
                if (_token.NewLineBefore)
                {
                    throw Error("Illegal newline after throw", _token.Start);
                }

                var value = ParseExpression();
                Semicolon();
                return new ThrowStmt(value);
            case T.Try:
                return ParseTry();
            case T.Switch:
                return ParseSwitch();
            case T.With:
                throw Error(_strict ? "Strict mode code may not include a with statement" : "The with statement is not supported", _token.Start);
            case T.Import or T.Export:
                throw Error("Cannot use import or export outside a module", _token.Start);
            case T.Function or T.Class:
                throw Unexpected();
            case T.Identifier when _token.Text == "let" && !_token.Special && Peek() is { Type: T.LeftBracket }:
                throw Unexpected();
            case T.Identifier when IsWord("async") && Peek() is { Type: T.Function, NewLineBefore: false }:
                throw Error("Async functions are not supported", _token.Start);
            case T.Identifier or T.EscapedKeyword when Peek().Type == T.Colon:
                return ParseLabeled();
            default:
                var expression = ParseExpression();
                Semicolon();
                return new ExprStmt(expression);
        }
    }

    private BlockStmt ParseBlock(ScopeKind kind)
    {
        Expect(T.LeftBrace);
        var scope = PushScope(kind);
        var body = ParseBlockBody();
        PopScope();
        return new BlockStmt(body, scope);
    }

    private List<Stmt> ParseBlockBody()
    {
        var body = new List<Stmt>();
        while (_token.Type != T.RightBrace)
        {
            body.Add(ParseStatementListItem());
        }

        Next();
        return body;
    }

    private DeclarationStmt ParseDeclarations(DeclarationKind kind, bool inFor)
    {
        var position = _token.Start;
        Next();
        var items = new List<(Expr, Expr?)>();
        do
        {
            var start = _token.Start;
            var declared = new List<Variable>();
            var target = ParseBindingTarget(kind switch
            {
                DeclarationKind.Var => VariableKind.Var,
                DeclarationKind.Let => VariableKind.Let,
                _ => VariableKind.Const,
            }, declared);
            Expr? value = null;
            if (Eat(T.Assign))
            {
                value = ParseAssignment();
                NameFunction(target, value);
            }
            else if ((target is not Ident || kind == DeclarationKind.Const) && !(inFor && (_token.Type == T.In || IsWord("of"))))
            {
                throw Error("Missing initializer in declaration", start);
            }

            foreach (var variable in declared)
            {
                variable.ReadyAt = _lastEnd;
            }

            items.Add((target, value));
        }
        while (Eat(T.Comma));
        return new DeclarationStmt(kind, items) { Position = position };
    }

    /// <summary>Gives an anonymous function or class the name of what it is assigned to.</summary>
    private static void NameFunction(Expr? target, Expr? value)
    {
        if (target is Ident { Parenthesized: false } ident)
        {
            NameFunction(ident.Name, value);
        }
    }

    private static void NameFunction(string name, Expr? value)
    {
        if (value is FunctionExpr { Info.Name.Length: 0, Parenthesized: false } function && function.Info.SelfName is null)
        {
            function.Info.Name = name;
        }
        else if (value is FunctionExpr { Info.Name.Length: 0, Info.SelfName: null } wrapped)
        {
            wrapped.Info.Name = name;
        }
        else if (value is ClassExpr { Name: null } body)
        {
            body.Name = name;
        }
    }

    private IfStmt ParseIf()
    {
        Next();
        Expect(T.LeftParen);
        var test = ParseExpression();
        Expect(T.RightParen);
        var then = ParseIfBranch();
        var otherwise = Eat(T.Else) ? ParseIfBranch() : null;
        return new IfStmt(test, then, otherwise);
    }

    /// <summary>Sloppy code may put a function declaration straight under if (Annex B.3.4); it behaves as in a block.</summary>
    private Stmt ParseIfBranch()
    {
        if (_token.Type != T.Function || _strict)
        {
            return NoLabelledFunction(ParseStatement());
        }

        var scope = PushScope(ScopeKind.Block);
        var declaration = ParseFunctionDeclaration();
        PopScope();
        return new BlockStmt([declaration], scope);
    }

    private JumpStmt ParseJump()
    {
        var isBreak = _token.Type == T.Break;
        var position = _token.Start;
        Next();
        string? label = null;
        if (_token.Type == T.Identifier && !_token.NewLineBefore)
        {
            label = _token.Text!;
            var found = _context.Labels.FindLast(l => l.Name == label);
            if (found is null)
            {
                throw Error($"Undefined label '{label}'", _token.Start);
            }

            if (!isBreak && !found.IsLoop)
            {
                throw Error($"Illegal continue statement: '{label}' does not denote an iteration statement", _token.Start);
            }

            Next();
        }

        Semicolon();
        if (label is null && _context.Loops == 0 && (!isBreak || _context.Switches == 0))
        {
            throw Error(isBreak ? "Illegal break statement" : "Illegal continue statement: no surrounding iteration statement", position);
        }

        return new JumpStmt(isBreak, label);
    }

    private ReturnStmt ParseReturn()
    {
        if (_context.Info.Kind == FunctionKind.Script && !_allowReturn)
        {
            throw Error("Illegal return statement", _token.Start);
        }

        Next();
        var value = _token.Type is T.Semicolon or T.RightBrace or T.End || _token.NewLineBefore ? null : ParseExpression();
        Semicolon();
        return new ReturnStmt(value);
    }

    private TryStmt ParseTry()
    {
        Next();
        var body = ParseBlock(ScopeKind.Block);
        Expr? parameter = null;
        BlockStmt? handler = null;
        if (Eat(T.Catch))
        {
            var scope = PushScope(ScopeKind.Catch);
            if (Eat(T.LeftParen))
            {
                var declared = new List<Variable>();
                var simple = _token.Type == T.Identifier;
                parameter = ParseBindingTarget(simple ? VariableKind.CatchParameter : VariableKind.Let, declared);
                foreach (var variable in declared)
                {
                    variable.ReadyAt = _lastEnd;
                }

                Expect(T.RightParen);
            }

            Expect(T.LeftBrace);
            var statements = ParseBlockBody();
            PopScope();
            handler = new BlockStmt(statements, scope);
        }

        var final = Eat(T.Finally) ? ParseBlock(ScopeKind.Block) : null;
        return handler is null && final is null
            ? throw Error("Missing catch or finally after try", _token.Start)
            : new TryStmt(body, parameter, handler, final);
    }

    private SwitchStmt ParseSwitch()
    {
        Next();
        Expect(T.LeftParen);
        var value = ParseExpression();
        Expect(T.RightParen);
        Expect(T.LeftBrace);
        var scope = PushScope(ScopeKind.Switch);
        _context.Switches++;
        var cases = new List<(Expr?, List<Stmt>)>();
        var hasDefault = false;
        while (!Eat(T.RightBrace))
        {
            Expr? test = null;
            if (Eat(T.Case))
            {
                test = ParseExpression();
            }
            else
            {
                if (_token.Type != T.Default || hasDefault)
                {
                    throw Unexpected();
                }

                hasDefault = true;
                Next();
            }

            Expect(T.Colon);
            var body = new List<Stmt>();
            while (_token.Type is not (T.Case or T.Default or T.RightBrace))
            {
                body.Add(ParseStatementListItem());
            }

            cases.Add((test, body));
        }

        _context.Switches--;
        PopScope();
        return new SwitchStmt(value, cases, scope);
    }

    private LabeledStmt ParseLabeled()
    {
        var start = _token.Start;
        var label = BindingName();
        Expect(T.Colon);
        if (_context.Labels.Exists(l => l.Name == label))
        {
            throw Error($"Label '{label}' has already been declared", _token.Start);
        }

        _context.Labels.Add(new Label(label, start, _token.Start));
        if (_token.Type is T.For or T.While or T.Do)
        {
            var i = _context.Labels.Count - 1;
            _context.Labels[i].IsLoop = true;
            for (; i > 0 && _context.Labels[i - 1].BodyStart == _context.Labels[i].Start; i--)
            {
                _context.Labels[i - 1].IsLoop = true;
            }
        }

        Stmt body;
        if (_token.Type == T.Function)
        {
            if (_strict)
            {
                throw Error("In strict mode code, functions can only be declared at top level or inside a block", _token.Start);
            }

            body = ParseFunctionDeclaration();
        }
        else
        {
            body = ParseStatement();
        }

        _context.Labels.RemoveAt(_context.Labels.Count - 1);
        return new LabeledStmt(label, body);
    }
}
