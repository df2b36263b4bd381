namespace Workflows.Templates.Parsing;

internal sealed partial class Parser
{
    private Statement? ParseTag(int start)
    {
        if (_token.Kind != TokenKind.Identifier)
        {
            return IsEndOfStatement() ? null : throw new TemplateSyntaxException(start, "The name of a tag is expected here.");
        }

        switch (TokenText)
        {
            case "assign":
                Advance();
                return ParseAssign();
            case "if":
                Advance();
                return ParseLiquidIf(start);
            case "unless":
                Advance();
                var condition = ParsePipe();
                return ParseBranches(At(new UnaryExpression(UnaryOperator.Not, condition), condition.Start), start);
            case "case":
                Advance();
                return ParseCase(start);
            case "for" or "tablerow":
                return ParseFor(start);
            case "capture":
                Advance();
                var target = _token.Kind == TokenKind.String ? ParseQuotedTarget() : ParseTarget();
                return At(new CaptureStatement(target, ParseBody("capture")), start);
            case "break" or "continue":
                var flow = TokenText is "break" ? Flow.Break : Flow.Continue;
                Advance();
                return At(new JumpStatement(flow), start);
            case "ifchanged":
                Advance();
                var changed = At(new LoopVariable(LoopProperty.Changed, isWhile: false), start);
                return At(new IfStatement(changed, ParseBody("ifchanged"), null), start);
            case "comment":
                Advance();
                SkipRawBlock("endcomment");
                return null;
            case "raw":
                Advance();
                return SkipRawBlock("endraw");
            case "cycle":
                Advance();
                return ParseCycle(start);
            case "increment" or "decrement":
                var step = TokenText is "increment" ? 1 : -1;
                Advance();
                return ParseTarget() is GlobalVariable counter
                    ? At(new CounterStatement(counter, step), start)
                    : throw new TemplateSyntaxException(_previous.Start, "Only a plain variable can be counted.");
            case "include" or "render":
                return ParseInclude(start);
            case "with":
                Advance();
                MayShadow = true;
                var with = ParsePipe();
                return At(new WithStatement(with, ParseBody("with")), start);
            case "echo":
                Advance();
                return At(new ExpressionStatement(ParsePipe(), 0, 0), start);
            default:
                return ParseCustomTag(start);
        }
    }

    private ExpressionStatement ParseAssign()
    {
        var start = _token.Start;
        var target = ParseTarget();
        if (_token.Kind != TokenKind.Assign)
        {
            throw new TemplateSyntaxException(start, "`assign` is written `assign variable = value`.");
        }

        Advance();
        var assignment = At(new AssignExpression(target, null, ParsePipe()), start);
        return At(new ExpressionStatement(assignment, 0, 0), start);
    }

    private GlobalVariable ParseQuotedTarget()
    {
        var start = _token.Start;
        var name = Intern(_text.AsSpan(start + 1, _token.End - start - 2));
        Advance();
        Assigned.Add(name);
        MayShadow |= _functions.IsRoot(name);
        return At(new GlobalVariable(name), start);
    }

    private IfStatement ParseLiquidIf(int start) => ParseBranches(ParsePipe(), start);

    private IfStatement ParseBranches(Expression condition, int start)
    {
        Enter(start);
        ExpectEndOfStatement();
        var then = ParseBlock("if", BlockEnd.Else);
        Statement? otherwise = null;
        var elseStart = _token.Start;
        if (TryTakeWord("elsif"))
        {
            return At(new IfStatement(condition, then, ParseLiquidIf(elseStart)), start);
        }

        if (TryTakeWord("else"))
        {
            if (TryTakeWord("if"))
            {
                return At(new IfStatement(condition, then, ParseLiquidIf(elseStart)), start);
            }

            ExpectEndOfStatement();
            otherwise = ParseBlock("else", BlockEnd.End);
        }

        TakeEnd();
        return At(new IfStatement(condition, then, otherwise), start);
    }

    private RawStatement? SkipRawBlock(string endTag)
    {
        if (_token.Kind != TokenKind.CodeExit)
        {
            throw new TemplateSyntaxException(_token.Start, "`%}` is expected here.");
        }

        var raw = _lexer.SkipToTag(endTag);
        Advance();
        return raw.End > raw.Start ? new RawStatement { Source = _source, Start = raw.Start, End = raw.End } : null;
    }

    private ExpressionStatement ParseCycle(int start)
    {
        var values = new List<Expression> { ParseOperators(0, allowCall: false) };
        Expression? group = null;
        if (TryTake(TokenKind.Colon))
        {
            group = values[0];
            values[0] = ParseOperators(0, allowCall: false);
        }

        while (TryTake(TokenKind.Comma))
        {
            values.Add(ParseOperators(0, allowCall: false));
        }

        var list = At(new ArrayLiteral([.. values]), start);
        var target = At(new Literal(Value.Of(_functions.Find("array", "cycle"))), start);
        var call = At(new CallExpression(target, group is null ? [list] : [list, group], null, isPiped: false), start);
        return At(new ExpressionStatement(call, 0, 0), start);
    }

    private ExpressionStatement ParseInclude(int start)
    {
        Advance();
        var name = ParseOperators(0, allowCall: false);
        var arguments = new List<Expression> { name };
        List<string?> names = [null];
        if (TryTakeWord("with") || TryTakeWord("for"))
        {
            arguments.Add(ParseOperators(0, allowCall: false));
            names.Add(null);
            if (TryTakeWord("as"))
            {
                names[^1] = Intern(TokenText);
                Expect(TokenKind.Identifier, "The name of a variable");
            }
        }

        while (!IsEndOfStatement())
        {
            TryTake(TokenKind.Comma);
            string? argumentName = null;
            if (_token.Kind == TokenKind.Identifier && PeekPastNewLines() == ':')
            {
                argumentName = Intern(TokenText);
                Advance();
                Advance();
            }

            arguments.Add(ParseOperators(0, allowCall: false));
            names.Add(argumentName);
        }

        MayShadow = true;
        var target = At(new Literal(Value.Of(_functions.Include)), start);
        var call = At(new CallExpression(target, [.. arguments], [.. names], isPiped: false), start);
        return At(new ExpressionStatement(call, 0, 0), start);
    }

    /// <summary>A tag that is no statement calls the function of its name.</summary>
    private ExpressionStatement ParseCustomTag(int start)
    {
        if (TokenText.StartsWith("end", StringComparison.Ordinal) || TokenText is "else" or "elsif" or "when")
        {
            throw new TemplateSyntaxException(start, $"There is nothing here for `{TokenText}` to belong to.");
        }

        var name = TokenText.ToString();
        Expression target = _functions.IsRoot(name)
            ? ParsePostfix()
            : throw new TemplateSyntaxException(start, $"There is no tag `{name}`{Suggestion.For(name, LiquidNames.Tags)}");
        var arguments = new List<Expression>();
        while (!IsEndOfStatement())
        {
            TryTake(TokenKind.Comma);
            arguments.Add(ParseOperators(0, allowCall: false));
        }

        return At(new ExpressionStatement(At(new CallExpression(target, [.. arguments], null, isPiped: false), start), 0, 0), start);
    }

    private CallExpression ParseFilter(int start, Expression left)
    {
        var nameStart = _token.Start;
        if (_token.Kind != TokenKind.Identifier)
        {
            throw new TemplateSyntaxException(nameStart, "The name of a filter is expected here.");
        }

        var target = LiquidNames.Find(TokenText) is { } known && NextCharacter() != '.' && !_functions.IsCustom(TokenText)
            ? TakeFilter(known)
            : ParsePostfix();
        var arguments = new List<Expression> { left };
        List<string?>? names = null;
        if (TryTake(TokenKind.Colon) || StartsArgument())
        {
            do
            {
                ParseFilterArgument(arguments, ref names);
            }
            while (TryTake(TokenKind.Comma) || StartsArgument());
        }

        var call = new CallExpression(target, [.. arguments], names?.ToArray(), isPiped: true);
        call.Source = _source;
        call.Start = nameStart;
        call.End = _previous.End;
        return call;
    }

    private void ParseFilterArgument(List<Expression> arguments, ref List<string?>? names)
    {
        string? name = null;
        if (_token.Kind == TokenKind.Identifier && PeekPastNewLines() == ':')
        {
            name = Intern(TokenText);
            Advance();
            Advance();
            names ??= [.. Enumerable.Repeat<string?>(null, arguments.Count)];
        }

        arguments.Add(ParseOperators(0, allowCall: false));
        names?.Add(name);
    }

    private Literal TakeFilter((string Group, string Name) known)
    {
        var start = _token.Start;
        Advance();
        return At(new Literal(Value.Of(_functions.Find(known.Group, known.Name))), start);
    }
}
