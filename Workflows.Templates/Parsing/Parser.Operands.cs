using System.Globalization;

namespace Workflows.Templates.Parsing;

internal sealed partial class Parser
{
    private Expression ParseUnary(bool allowCall)
    {
        var start = _token.Start;
        switch (_token.Kind)
        {
            case TokenKind.Bang:
            case TokenKind.Minus:
            case TokenKind.Plus:
                var operation = _token.Kind switch
                {
                    TokenKind.Bang => UnaryOperator.Not,
                    TokenKind.Minus => UnaryOperator.Negate,
                    _ => UnaryOperator.Plus,
                };
                Advance();
                Enter(start);
                var operandStart = _token.Start;
                var operand = ParseUnary(allowCall);
                if (allowCall && !IsLiquid && operation == UnaryOperator.Not && operand is PathExpression && StartsArgument())
                {
                    operand = ParseCall(operandStart, operand, 200);
                }

                Leave();
                return At(new UnaryExpression(operation, operand), start);
            case TokenKind.At:
            case TokenKind.Caret:
                var isAlias = _token.Kind == TokenKind.At;
                Advance();
                Enter(start);
                var inner = ParseUnary(allowCall: false);
                Leave();
                return isAlias ? At(new AliasExpression(inner), start) : At(new ExpandExpression(inner), start);
            case TokenKind.Increment:
            case TokenKind.Decrement:
                var step = _token.Kind == TokenKind.Increment ? 1 : -1;
                Advance();
                var target = ParsePostfix();
                return At(new StepExpression(RequirePath(target), step, isPrefix: true), start);
            default:
                return ParsePostfix();
        }
    }

    private PathExpression RequirePath(Expression expression)
    {
        if (expression is not PathExpression path)
        {
            throw new TemplateSyntaxException(expression.Start, "Only a variable, a member or an element can be counted up or down.");
        }

        NoteAssigned(path);
        return path;
    }

    private Expression ParsePostfix()
    {
        var expression = ParseChain();
        if (expression is PathExpression path)
        {
            Paths.Add(path);
        }

        return expression;
    }

    private Expression ParseChain()
    {
        var start = _token.Start;
        var expression = ParsePrimary();
        while (true)
        {
            switch (_token.Kind)
            {
                case TokenKind.Dot or TokenKind.QuestionDot when expression is not Literal || !_token.SpaceBefore:
                case TokenKind.OpenBracket when !_token.SpaceBefore && expression is not Literal:
                    expression = ParseAccess(expression, start);
                    break;
                case TokenKind.OpenParen when !_token.SpaceBefore && !IsLiquid && expression is PathExpression:
                    expression = ParseExplicitCall(expression, start);
                    break;
                case TokenKind.Increment or TokenKind.Decrement when expression is PathExpression:
                    var step = _token.Kind == TokenKind.Increment ? 1 : -1;
                    Advance();
                    return At(new StepExpression(RequirePath(expression), step, isPrefix: false), start);
                default:
                    return expression;
            }
        }
    }

    private Expression ParseAccess(Expression target, int start)
    {
        if (_token.Kind == TokenKind.OpenBracket)
        {
            Advance();
            var index = ParseInside(ParsePipe);
            Expect(TokenKind.CloseBracket, "`]`");
            return At(new IndexAccess(target, index), start);
        }

        var optional = _token.Kind == TokenKind.QuestionDot;
        Advance();
        var nameStart = _token.Start;
        if (_token.Kind != TokenKind.Identifier)
        {
            throw new TemplateSyntaxException(nameStart, "The name of a member is expected here.");
        }

        var name = Intern(TokenText);
        Advance();
        var access = At(new MemberAccess(target, name, optional, nameStart), start);
        if (target is GlobalVariable root && _functions.Find(root.Name, name) is { } function)
        {
            return At(new BuiltinPath(name, function, access), start);
        }

        return access;
    }

    // Options of a loop and branches of a condition end where brackets begin.
    private Expression ParseInside(Func<Expression> parse)
    {
        var (header, conditionals) = (_inLoopHeader, _conditionals);
        _inLoopHeader = false;
        _conditionals = 0;
        var result = parse();
        (_inLoopHeader, _conditionals) = (header, conditionals);
        return result;
    }

    private CallExpression ParseExplicitCall(Expression target, int start)
    {
        Paths.Add((PathExpression)target);
        Advance();
        var arguments = new List<Expression>();
        List<string?>? names = null;
        SkipNewLines();
        while (_token.Kind != TokenKind.CloseParen)
        {
            ParseInside(() =>
            {
                var at = _token.Start;
                if (_token.Kind == TokenKind.Identifier && PeekPastNewLines() == ':')
                {
                    ParseArgument(arguments, ref names, 0);
                    return arguments[^1];
                }

                arguments.Add(ParsePipe());
                names?.Add(null);
                return arguments[^1];
            });
            SkipNewLines();
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }

            SkipNewLines();
        }

        Expect(TokenKind.CloseParen, "`)`");
        return NoteInclude(At(new CallExpression(target, [.. arguments], names?.ToArray(), isPiped: false), start));
    }

    private Expression ParsePrimary()
    {
        var start = _token.Start;
        switch (_token.Kind)
        {
            case TokenKind.Identifier:
            case TokenKind.Local:
                return ParseName(isTarget: false);
            case TokenKind.Integer:
            case TokenKind.Hexadecimal:
            case TokenKind.Float:
                var number = NumberOf(_token);
                Advance();
                return At(new Literal(number), start);
            case TokenKind.String:
                var text = Unescape(_token.Start + 1, _token.End - 1);
                Advance();
                return At(new Literal(new Value(text)), start);
            case TokenKind.Verbatim:
                var verbatim = _text[(_token.Start + 1)..(_token.End - 1)].Replace("``", "`", StringComparison.Ordinal);
                Advance();
                return At(new Literal(new Value(verbatim)), start);
            case TokenKind.Interpolated:
                return ParseInterpolated(start);
            case TokenKind.OpenParen:
                Advance();
                SkipNewLines();
                var inner = ParseInside(ParsePipe);
                SkipNewLinesBeforeClose();
                Expect(TokenKind.CloseParen, "`)`");
                return At(new NestedExpression(inner), start);
            case TokenKind.OpenBracket:
                return ParseInside(() => ParseArray(start));
            case TokenKind.OpenBrace:
                return ParseInside(() => ParseObject(start));
            default:
                throw new TemplateSyntaxException(start, "An expression is expected here.");
        }
    }

    private void SkipNewLinesBeforeClose()
    {
        if (_token.Kind == TokenKind.NewLine && PeekPastNewLines() == ')')
        {
            SkipNewLines();
        }
    }

    private Expression ParseName(bool isTarget)
    {
        var start = _token.Start;
        if (_token.Kind == TokenKind.Local)
        {
            return ParseLocal(start);
        }

        var word = TokenText;
        if (!isTarget)
        {
            switch (word)
            {
                case "true" or "false":
                    var truth = word is "true";
                    Advance();
                    return At(new Literal(new Value(truth)), start);
                case "null":
                    Advance();
                    return At(new Literal(default), start);
                case "do" when !IsLiquid:
                    Advance();
                    return ParseAnonymous(start);
                case "nil" or "NULL" when IsLiquid:
                    Advance();
                    return At(new Literal(default), start);
            }

            if (NextCharacter() == '.' && ParseLoopVariable(start) is { } loop)
            {
                return loop;
            }
        }

        if (word is "this")
        {
            NamesAreOpen = true;
            Advance();
            return At(new ThisVariable(), start);
        }

        var name = Intern(word);
        if (_functions.IsRoot(name))
        {
            _roots.Add(name);
        }

        Advance();
        var variable = At(new GlobalVariable(name), start);
        if (!isTarget)
        {
            Variables.Add(variable);
        }

        return variable;
    }

    private LoopVariable? ParseLoopVariable(int start)
    {
        var word = TokenText;
        var isLiquidLoop = IsLiquid && word is "forloop" or "tablerowloop";
        if (!isLiquidLoop && (IsLiquid || word is not ("for" or "while" or "tablerow")))
        {
            return null;
        }

        var isWhile = word is "while";
        Advance();
        Advance();
        LoopProperty? property = TokenText switch
        {
            "index" => isLiquidLoop ? LoopProperty.Index1 : LoopProperty.Index,
            "index0" => LoopProperty.Index,
            "rindex" => isLiquidLoop ? LoopProperty.ReverseIndex1 : LoopProperty.ReverseIndex,
            "rindex0" => LoopProperty.ReverseIndex,
            "first" => LoopProperty.First,
            "last" => LoopProperty.Last,
            "even" => LoopProperty.Even,
            "odd" => LoopProperty.Odd,
            "changed" => LoopProperty.Changed,
            "length" => LoopProperty.Length,
            "col" => LoopProperty.Column,
            "col0" => LoopProperty.ColumnIndex,
            "col_first" => LoopProperty.ColumnFirst,
            "col_last" => LoopProperty.ColumnLast,
            _ => null,
        };
        if (property is null || _token.Kind != TokenKind.Identifier)
        {
            throw new TemplateSyntaxException(start, $"The loop variable `{_text.AsSpan(start, _token.End - start)}` does not exist.");
        }

        Advance();
        return At(new LoopVariable(property.Value, isWhile), start);
    }

    private Expression ParseLocal(int start)
    {
        var name = TokenText[1..];
        if (name is "$")
        {
            Advance();
            return At(new WrappedBlock(), start);
        }

        if (name.IsEmpty || char.IsAsciiDigit(name[0]))
        {
            var index = -1;
            if (!name.IsEmpty && !int.TryParse(name, NumberStyles.None, CultureInfo.InvariantCulture, out index))
            {
                throw new TemplateSyntaxException(start, "The name of a variable cannot start with a digit.");
            }

            Advance();
            return At(new ArgumentsVariable(index), start);
        }

        var interned = Intern(name);
        Advance();
        return At(new LocalVariable(interned), start);
    }

    private ArrayLiteral ParseArray(int start)
    {
        Advance();
        SkipNewLines();
        var items = new List<Expression>();
        while (_token.Kind != TokenKind.CloseBracket)
        {
            items.Add(ParseConditional());
            SkipNewLines();
            if (!TryTake(TokenKind.Comma))
            {
                break;
            }

            SkipNewLines();
        }

        Expect(TokenKind.CloseBracket, "`]`");
        return At(new ArrayLiteral([.. items]), start);
    }
}
