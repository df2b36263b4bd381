namespace Workflows.Templates.Parsing;

internal sealed partial class Parser
{
    private const int OrPrecedence = 30;

    private Statement ParseExpressionStatement(int start)
    {
        var indent = (_indentStart, _indentLength);
        var expression = ParsePipe();
        if (_token.Kind is >= TokenKind.Assign and <= TokenKind.ModuloAssign)
        {
            return ParseAssignment(start, expression);
        }

        return At(new ExpressionStatement(expression, indent._indentStart, indent._indentLength), start);
    }

    private Statement ParseAssignment(int start, Expression target)
    {
        var operatorToken = _token;
        if (target is CallExpression call && operatorToken.Kind == TokenKind.Assign)
        {
            return ParseInlineFunction(start, call);
        }

        var path = (target as NestedExpression)?.Inner as PathExpression ?? target as PathExpression;
        if (path is null or ThisVariable)
        {
            throw new TemplateSyntaxException(target.Start, "Only a variable, a member or an element can be assigned.");
        }

        NoteAssigned(path);
        Advance();
        var valueStart = _token.Start;
        var value = ParsePipe();
        if (_token.Kind is >= TokenKind.Assign and <= TokenKind.ModuloAssign)
        {
            throw new TemplateSyntaxException(valueStart, "An assignment cannot be part of an expression.");
        }

        BinaryExpression? compound = null;
        if (operatorToken.Kind != TokenKind.Assign)
        {
            compound = At(new BinaryExpression(CompoundOperator(operatorToken.Kind), path, value, operatorToken.Start), start);
        }

        var assignment = At(new AssignExpression(path, compound, value), start);
        return At(new ExpressionStatement(assignment, 0, 0), start);
    }

    private FunctionStatement ParseInlineFunction(int start, CallExpression call)
    {
        var target = call.Target as PathExpression
            ?? throw new TemplateSyntaxException(call.Start, "Only a variable, a member or an element can be assigned.");
        NoteAssigned(target);
        var parameters = new List<Parameter>();
        foreach (var argument in call.Arguments)
        {
            if (argument is not GlobalVariable variable)
            {
                throw new TemplateSyntaxException(argument.Start, "The name of a parameter is expected here.");
            }

            Assigned.Add(variable.Name);
            MayShadow |= _functions.IsRoot(variable.Name);
            parameters.Add(new Parameter(variable.Name, null, false));
        }

        Advance();
        var bodyStart = _token.Start;
        var body = At(new ReturnStatement(ParsePipe()), bodyStart);
        return At(new FunctionStatement(target, [.. parameters], [.. parameters.Select(p => p.Name)], body), start);
    }

    /// <summary>A variable, member or element that is going to be set.</summary>
    private PathExpression ParseTarget()
    {
        var start = _token.Start;
        if (_token.Kind is not (TokenKind.Identifier or TokenKind.Local or TokenKind.OpenParen))
        {
            throw new TemplateSyntaxException(start, "The name of a variable is expected here.");
        }

        var nested = TryTake(TokenKind.OpenParen);
        if (_token.Kind is not (TokenKind.Identifier or TokenKind.Local))
        {
            throw new TemplateSyntaxException(_token.Start, "The name of a variable is expected here.");
        }

        var expression = ParseName(isTarget: true);
        while (_token.Kind is TokenKind.Dot || (_token.Kind == TokenKind.OpenBracket && !_token.SpaceBefore))
        {
            expression = ParseAccess(expression, start);
        }

        if (nested)
        {
            Expect(TokenKind.CloseParen, "`)`");
        }

        if (expression is not PathExpression path)
        {
            throw new TemplateSyntaxException(start, "Only a variable, a member or an element can be set.");
        }

        NoteAssigned(path);
        return path;
    }

    private void NoteAssigned(PathExpression path)
    {
        if (path is GlobalVariable variable)
        {
            Assigned.Add(variable.Name);
            MayShadow |= _functions.IsRoot(variable.Name);
            return;
        }

        // `this.string = ...` hides a built-in, too; so may anything set through an object that is later used with `with`.
        MayShadow |= path is IndexAccess { Target: ThisVariable } or MemberAccess { Target: ThisVariable };
    }

    /// <summary>An expression with pipes: the weakest binding of all.</summary>
    private Expression ParsePipe()
    {
        var start = _token.Start;
        Enter(start);
        var left = ParseConditional();
        while (_token.Kind == TokenKind.Bar)
        {
            Advance();
            SkipNewLines();
            if (IsLiquid)
            {
                left = ParseFilter(start, left);
                continue;
            }

            var right = ParseConditional();
            left = Pipe(start, left, right);
        }

        Leave();
        return left;
    }

    private Expression ParseConditional()
    {
        var start = _token.Start;
        var condition = ParseOperators(0, allowCall: true);
        if (_token.Kind != TokenKind.Question)
        {
            return condition;
        }

        Advance();
        SkipNewLines();
        _conditionals++;
        var whenTrue = ParsePipe();
        _conditionals--;
        SkipNewLinesBefore(TokenKind.Colon);
        Expect(TokenKind.Colon, "`:`");
        SkipNewLines();
        var whenFalse = ParsePipe();
        return At(new ConditionalExpression(condition, whenTrue, whenFalse), start);
    }

    private void SkipNewLinesBefore(TokenKind kind)
    {
        if (_token.Kind == TokenKind.NewLine && PeekPastNewLines() == (kind == TokenKind.Colon ? ':' : '|'))
        {
            SkipNewLines();
        }
    }

    private char PeekPastNewLines()
    {
        var i = _token.End;
        while (i < _text.Length && char.IsWhiteSpace(_text[i]))
        {
            i++;
        }

        return i < _text.Length ? _text[i] : '\0';
    }

    /// <summary>
    /// Gives the left value to the first function the right side would call, so that `x | f + 1` means `(x | f) + 1`.
    /// </summary>
    private Expression Pipe(int start, Expression left, Expression right)
    {
        Enter(start);
        var result = PipeInto(start, left, right);
        Leave();
        return result;
    }

    private Expression PipeInto(int start, Expression left, Expression right)
    {
        switch (right)
        {
            case CallExpression { IsPiped: false } call:
                var names = call.Names is null ? null : (string?[])[null, .. call.Names];
                return Spanning(new CallExpression(call.Target, [left, .. call.Arguments], names, isPiped: true), call);
            case BinaryExpression binary:
                var first = Pipe(start, left, binary.Left);
                return Spanning(new BinaryExpression(binary.Operation, first, binary.Right, binary.OperatorStart), right);
            case LogicalExpression logical:
                return Spanning(new LogicalExpression(logical.Operation, Pipe(start, left, logical.Left), logical.Right), right);
            case ConditionalExpression conditional:
                return Spanning(
                    new ConditionalExpression(
                        Pipe(start, left, conditional.Condition), conditional.WhenTrue, conditional.WhenFalse), right);
            case UnaryExpression unary:
                return Spanning(new UnaryExpression(unary.Operation, Pipe(start, left, unary.Operand)), right);
            case NestedExpression nested when nested.Inner is not AnonymousFunction:
                return Spanning(new NestedExpression(Pipe(start, left, nested.Inner)), right);
            default:
                return Spanning(new CallExpression(right, [left], null, isPiped: true), right);
        }
    }

    private T Spanning<T>(T node, Node like)
        where T : Node
    {
        node.Source = _source;
        node.Start = like.Start;
        node.End = like.End;
        return node;
    }

    private Expression ParseOperators(int precedence, bool allowCall)
    {
        var start = _token.Start;
        Enter(start);
        var left = ParseUnary(allowCall);
        if (allowCall && !IsLiquid && StartsArgument())
        {
            left = ParseCall(start, left, precedence);
        }

        while (true)
        {
            var (operation, strength) = PeekOperator();
            if (operation == Operator.None || strength <= precedence)
            {
                break;
            }

            var operatorStart = _token.Start;
            Advance();
            if (operation is Operator.And or Operator.Or)
            {
                SkipNewLines();
            }

            var right = ParseOperators(strength, allowCall);
            left = MakeBinary(start, operation, left, right, operatorStart);
        }

        Leave();
        return left;
    }

    private Expression MakeBinary(int start, Operator operation, Expression left, Expression right, int operatorStart) => operation switch
    {
        Operator.And or Operator.Or or Operator.Coalesce or Operator.NotCoalesce =>
            At(new LogicalExpression(operation, left, right), start),
        Operator.Range or Operator.RangeExclusive =>
            At(new RangeExpression(left, right, operation == Operator.RangeExclusive), start),
        _ => At(new BinaryExpression(operation, left, right, operatorStart), start),
    };

    private (Operator Operation, int Precedence) PeekOperator() => _token.Kind switch
    {
        TokenKind.QuestionQuestion => (Operator.Coalesce, 20),
        TokenKind.QuestionBang => (Operator.NotCoalesce, 20),
        TokenKind.OrOr => (Operator.Or, OrPrecedence),
        TokenKind.AndAnd => (Operator.And, 40),
        TokenKind.Equal => (Operator.Equal, 70),
        TokenKind.NotEqual => (Operator.NotEqual, 70),
        TokenKind.Less => (Operator.Less, 80),
        TokenKind.LessEqual => (Operator.LessEqual, 80),
        TokenKind.Greater => (Operator.Greater, 80),
        TokenKind.GreaterEqual => (Operator.GreaterEqual, 80),
        TokenKind.Plus => (Operator.Add, 100),
        TokenKind.Minus => (Operator.Subtract, 100),
        TokenKind.Times => (Operator.Multiply, 110),
        TokenKind.Divide => (Operator.Divide, 110),
        TokenKind.DivideRound => (Operator.DivideRound, 110),
        TokenKind.Modulo => (Operator.Modulo, 110),
        TokenKind.ShiftLeft => (Operator.ShiftLeft, 110),
        TokenKind.ShiftRight => (Operator.ShiftRight, 110),
        TokenKind.Range => (Operator.Range, 130),
        TokenKind.RangeExclusive => (Operator.RangeExclusive, 130),
        TokenKind.Identifier when IsLiquid => PeekLiquidOperator(),
        _ => (Operator.None, 0),
    };

    private (Operator Operation, int Precedence) PeekLiquidOperator() => TokenText switch
    {
        "or" => (Operator.Or, OrPrecedence),
        "and" => (Operator.And, 40),
        "contains" => (Operator.Contains, 90),
        "startsWith" => (Operator.StartsWith, 90),
        "endsWith" => (Operator.EndsWith, 90),
        "hasKey" => (Operator.HasKey, 90),
        "hasValue" => (Operator.HasValue, 90),
        _ => (Operator.None, 0),
    };

    private static Operator CompoundOperator(TokenKind kind) => kind switch
    {
        TokenKind.PlusAssign => Operator.Add,
        TokenKind.MinusAssign => Operator.Subtract,
        TokenKind.TimesAssign => Operator.Multiply,
        TokenKind.DivideAssign => Operator.Divide,
        TokenKind.DivideRoundAssign => Operator.DivideRound,
        _ => Operator.Modulo,
    };

    private bool StartsArgument() => _token.Kind switch
    {
        TokenKind.Identifier => !(_inLoopHeader && IsLoopOption()),
        TokenKind.Local or TokenKind.Integer or TokenKind.Hexadecimal or TokenKind.Float or TokenKind.String or TokenKind.Verbatim
            or TokenKind.Interpolated or TokenKind.OpenParen or TokenKind.OpenBrace or TokenKind.OpenBracket or TokenKind.At
            or TokenKind.Caret or TokenKind.Bang => true,
        _ => false,
    };

    private bool IsLoopOption() =>
        TokenText is "reversed" || (TokenText is "limit" or "offset" or "cols" && PeekPastNewLines() == ':');

    private CallExpression ParseCall(int start, Expression target, int precedence)
    {
        var arguments = new List<Expression>();
        List<string?>? names = null;
        while (StartsArgument())
        {
            ParseArgument(arguments, ref names, precedence);
        }

        return NoteInclude(At(new CallExpression(target, [.. arguments], names?.ToArray(), isPiped: false), start));
    }

    private CallExpression NoteInclude(CallExpression call)
    {
        if (call is { Target: GlobalVariable { Name: "include" }, Arguments: [Literal { Value: { IsString: true } name }, ..] })
        {
            Includes.Add((name.AsString, call));
        }

        return call;
    }

    private void ParseArgument(List<Expression> arguments, ref List<string?>? names, int precedence)
    {
        string? name = null;
        if (_token.Kind == TokenKind.Identifier && (NextCharacter() == ':' || (_conditionals == 0 && PeekPastNewLines() == ':')))
        {
            name = Intern(TokenText);
            Advance();
            Advance();
        }

        if (name is not null && names is null)
        {
            names = [.. Enumerable.Repeat<string?>(null, arguments.Count)];
        }

        arguments.Add(ParseOperators(precedence, allowCall: false));
        names?.Add(name);
    }
}
