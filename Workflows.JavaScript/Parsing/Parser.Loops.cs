namespace Workflows.JavaScript.Parsing;

internal sealed partial class Parser
{
    private Stmt ParseLoopBody()
    {
        _context.Loops++;
        var body = ParseStatement();
        _context.Loops--;
        return NoLabelledFunction(body);
    }

    /// <summary>A labelled function may stand in a statement list only.</summary>
    private static Stmt NoLabelledFunction(Stmt statement)
    {
        var inner = statement;
        while (inner is LabeledStmt labeled)
        {
            inner = labeled.Body;
        }

        return inner is FunctionStmt && !ReferenceEquals(inner, statement)
            ? throw Error("A labelled function declaration cannot be the body of a statement", statement.Position)
            : statement;
    }

    private WhileStmt ParseDo()
    {
        Next();
        var body = ParseLoopBody();
        Expect(T.While);
        Expect(T.LeftParen);
        var test = ParseExpression();
        Expect(T.RightParen);
        Eat(T.Semicolon);
        return new WhileStmt(test, body, false);
    }

    private Stmt ParseFor()
    {
        Next();
        if (IsWord("await"))
        {
            throw Unexpected();
        }

        Expect(T.LeftParen);
        var scope = PushScope(ScopeKind.Block);
        Stmt? init = null;
        var start = _token.Start;
        var savedNoIn = _noIn;
        if (_token.Type is T.Var or T.Const || (IsWord("let") && StartsLexical() && !(Peek() is { Type: T.Identifier, Text: "of", Special: false } && LetOf())))
        {
            var kind = _token.Type == T.Var ? DeclarationKind.Var : _token.Type == T.Const ? DeclarationKind.Const : DeclarationKind.Let;
            _noIn = true;
            var declaration = ParseDeclarations(kind, true);
            _noIn = savedNoIn;
            if ((_token.Type == T.In || IsWord("of")) && declaration.Items.Count == 1)
            {
                return ParseForEach(kind, declaration.Items[0].Target, declaration.Items[0].Value, scope, start);
            }

            init = declaration;
        }
        else if (_token.Type != T.Semicolon)
        {
            var startsWithLet = IsWord("let");
            var startsWithAsync = IsWord("async");
            _noIn = true;
            var savedCover = _coverDefault;
            _coverDefault = -1;
            var expression = ParseExpressionCover();
            _noIn = savedNoIn;
            if (_token.Type == T.In || IsWord("of"))
            {
                if (IsWord("of") && (startsWithLet || (startsWithAsync && expression is Ident { Parenthesized: false })))
                {
                    throw Unexpected();
                }

                _coverDefault = savedCover;
                if (expression is AssignExpr)
                {
                    throw Error("Invalid left-hand side in for-loop", start);
                }

                return ParseForEach(null, ToAssignmentTarget(expression), null, scope, start);
            }

            CheckCover();
            _coverDefault = savedCover;
            init = new ExprStmt(expression) { Position = start };
        }

        Expect(T.Semicolon);
        var test = _token.Type == T.Semicolon ? null : ParseExpression();
        Expect(T.Semicolon);
        var update = _token.Type == T.RightParen ? null : ParseExpression();
        Expect(T.RightParen);
        var body = ParseLoopBody();
        PopScope();
        return new ForStmt(init, test, update, body, scope);
    }

    /// <summary>Tells for (let of ...) where let is a name from for (let of = ...) where of is the variable.</summary>
    private bool LetOf()
    {
        var position = _lexer.Position;
        var token = _token;
        Next();
        Next();
        var isName = _token.Type is not (T.Assign or T.Semicolon or T.Comma or T.In) && !IsWord("of");
        _token = token;
        _lexer.Position = position;
        return isName;
    }

    private ForEachStmt ParseForEach(DeclarationKind? kind, Expr target, Expr? initializer, Scope scope, int start)
    {
        var isOf = _token.Type != T.In;
        if (initializer is not null && (isOf || _strict || kind != DeclarationKind.Var || target is not Ident))
        {
            throw Error("for-in and for-of loop variable declarations may not have an initializer", start);
        }

        if (isOf && kind == DeclarationKind.Var)
        {
            RejectCatchParameter(target);
        }

        Next();
        var subject = isOf ? ParseAssignment() : ParseExpression();
        Expect(T.RightParen);
        if (kind is DeclarationKind.Let or DeclarationKind.Const && scope.Variables is not null)
        {
            foreach (var variable in scope.Variables.Values)
            {
                variable.ReadyAt = _lastEnd;
            }
        }

        var body = ParseLoopBody();
        PopScope();
        return new ForEachStmt(isOf, kind, target, subject, body, scope) { VarInitializer = initializer };
    }

    private void RejectCatchParameter(Expr target)
    {
        if (target is Ident ident)
        {
            for (var scope = _scope; scope is not null && !scope.IsVarScope; scope = scope.Parent)
            {
                if (scope.Find(ident.Name)?.Kind == VariableKind.CatchParameter)
                {
                    throw Redeclared(ident.Name, ident.Position);
                }
            }
        }
    }
}
