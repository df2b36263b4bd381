namespace Workflows.Templates.Parsing;

internal sealed partial class Parser
{
    /// <summary>
    /// Statements up to the one that closes the block (left as the current token), or the end. <paramref name="opener"/> names
    /// the statement that must be closed; null for the page itself.
    /// </summary>
    private Block ParseBlock(string? opener, BlockEnd end)
    {
        var start = _token.Start;
        var statements = new List<Statement>();
        var depth = _depth;
        while (_token.Kind != TokenKind.End && !IsBlockEnd(end))
        {
            // A failed statement may leave nested depths behind.
            _depth = depth;
            Enter(_token.Start);
            try
            {
                if (ParseStatement() is { } statement)
                {
                    statements.Add(statement);
                }
            }
            catch (TemplateSyntaxException e)
            {
                Recover(e);
            }
        }

        _depth = depth;
        if (opener is not null && _token.Kind == TokenKind.End)
        {
            Report(_previous.Start, $"The end of `{opener}` was not found.");
        }

        return At(new Block([.. statements]), start);
    }

    private bool IsBlockEnd(BlockEnd end)
    {
        if (end == BlockEnd.None || _token.Kind != TokenKind.Identifier || (IsLiquid && !_inTag))
        {
            return false;
        }

        var word = TokenText;
        var closes = IsLiquid ? word.StartsWith("end", StringComparison.Ordinal) : word is "end";
        return end switch
        {
            BlockEnd.End => closes,
            BlockEnd.Else => closes || word is "else" || (IsLiquid && word is "elsif"),
            _ => closes || word is "else" or "when",
        };
    }

    private Statement? ParseStatement()
    {
        var start = _token.Start;
        switch (_token.Kind)
        {
            case TokenKind.Raw:
                var raw = _token;
                Advance();
                return raw.End == raw.Start ? null : new RawStatement { Source = _source, Start = raw.Start, End = raw.End };
            case TokenKind.CodeEnter:
                (_indentStart, _indentLength) = AutoIndent ? _lexer.Indent : default;
                _inTag = false;
                Advance();
                return null;
            case TokenKind.TagEnter:
                _inTag = true;
                Advance();
                return null;
            case TokenKind.CodeExit or TokenKind.NewLine or TokenKind.Semicolon:
                Advance();
                return null;
        }

        var statement = _inTag && IsLiquid ? ParseTag(start)
            : !IsLiquid && _token.Kind == TokenKind.Identifier && NextCharacter() != '.'
                ? ParseKeyword(start) ?? ParseExpressionStatement(start)
                : ParseExpressionStatement(start);
        ExpectEndOfStatement();
        return statement;
    }

    private char NextCharacter() => _token.End < _text.Length ? _text[_token.End] : '\0';

    private void ExpectEndOfStatement()
    {
        if (_token.Kind is not (TokenKind.NewLine or TokenKind.Semicolon or TokenKind.CodeExit or TokenKind.End))
        {
            throw new TemplateSyntaxException(_token.Start, $"`{TokenText}` is not expected here: the statement should end.");
        }
    }

    private Statement? ParseKeyword(int start)
    {
        switch (TokenText)
        {
            case "if":
                Advance();
                return ParseIf(start);
            case "case":
                Advance();
                return ParseCase(start);
            case "for":
            case "tablerow":
                return ParseFor(start);
            case "while":
                Advance();
                var condition = ParseCondition();
                return At(new WhileStatement(condition, ParseBody("while")), start);
            case "break":
            case "continue":
                var flow = _token.End - _token.Start == 5 ? Flow.Break : Flow.Continue;
                Advance();
                return At(new JumpStatement(flow), start);
            case "ret":
                Advance();
                return At(new ReturnStatement(IsEndOfStatement() ? null : ParsePipe()), start);
            case "func":
                Advance();
                return ParseFunction(start);
            case "capture":
                Advance();
                var captured = ParseTarget();
                return At(new CaptureStatement(captured, ParseBody("capture")), start);
            case "with":
                Advance();
                MayShadow = NamesAreOpen = true;
                var with = ParsePipe();
                return At(new WithStatement(with, ParseBody("with")), start);
            case "wrap":
                Advance();
                var wrap = ParsePipe();
                return At(new WrapStatement(wrap, ParseBody("wrap")), start);
            case "import":
                Advance();
                MayShadow = NamesAreOpen = true;
                return At(new ImportStatement(ParsePipe()), start);
            case "readonly":
                Advance();
                return ParseTarget() is GlobalVariable variable
                    ? At(new ReadOnlyStatement(variable), start)
                    : throw new TemplateSyntaxException(_previous.Start, "Only a plain variable can be made read-only.");
            case "end":
            case "else":
            case "when":
                var word = TokenText.ToString();
                Advance();
                throw new TemplateSyntaxException(start, $"There is nothing here for `{word}` to belong to.");
            default:
                return null;
        }
    }

    private bool IsEndOfStatement() =>
        _token.Kind is TokenKind.NewLine or TokenKind.Semicolon or TokenKind.CodeExit or TokenKind.End;

    /// <summary>The statements up to <c>end</c>, with it.</summary>
    private Block ParseBody(string opener)
    {
        ExpectEndOfStatement();
        var body = ParseBlock(opener, BlockEnd.End);
        TakeEnd();
        return body;
    }

    private void TakeEnd()
    {
        if (_token.Kind == TokenKind.Identifier)
        {
            Advance();
        }
    }

    private Expression ParseCondition()
    {
        var start = _token.Start;
        var condition = ParsePipe();
        if (_token.Kind == TokenKind.Assign)
        {
            throw new TemplateSyntaxException(start, "A condition cannot be an assignment; write `==` to compare.");
        }

        return condition;
    }

    private IfStatement ParseIf(int start)
    {
        // The branches of one long chain are nested in each other.
        Enter(start);
        var condition = ParseCondition();
        ExpectEndOfStatement();
        var then = ParseBlock("if", BlockEnd.Else);
        Statement? otherwise = null;
        if (IsWord("else"))
        {
            var elseStart = _token.Start;
            Advance();
            if (TryTakeWord("if"))
            {
                // The nested statement takes the end of the whole chain.
                return At(new IfStatement(condition, then, ParseIf(elseStart)), start);
            }

            ExpectEndOfStatement();
            otherwise = ParseBlock("else", BlockEnd.End);
        }

        TakeEnd();
        return At(new IfStatement(condition, then, otherwise), start);
    }

    private CaseStatement ParseCase(int start)
    {
        var valueStart = _token.Start;
        var value = ParsePipe();
        if (_token.Kind == TokenKind.Assign)
        {
            throw new TemplateSyntaxException(valueStart, "`case` needs a value, not an assignment.");
        }

        ExpectEndOfStatement();
        SkipToWhen();
        var branches = new List<CaseBranch>();
        Block? otherwise = null;
        while (IsWord("when"))
        {
            Advance();
            var matches = new List<Expression>();
            do
            {
                SkipNewLinesAfter(TokenKind.Comma);
                matches.Add(ParseMatch());
            }
            while (TryTake(TokenKind.Comma) || TryTake(TokenKind.OrOr) || (IsLiquid && TryTakeWord("or")));
            ExpectEndOfStatement();
            branches.Add(new CaseBranch([.. matches], ParseBlock("case", BlockEnd.When)));
        }

        if (branches.Count > 0 && TryTakeWord("else"))
        {
            ExpectEndOfStatement();
            otherwise = ParseBlock("else", BlockEnd.End);
        }

        if (branches.Count == 0 && _token.Kind != TokenKind.End && !IsWord("end"))
        {
            throw new TemplateSyntaxException(_token.Start, "`when` is expected here.");
        }

        TakeEnd();
        return At(new CaseStatement(value, [.. branches], otherwise), start);
    }

    private void SkipNewLinesAfter(TokenKind kind)
    {
        if (_previous.Kind == kind)
        {
            SkipNewLines();
        }
    }

    // The operators that separate the values of a branch do not belong to the values.
    private Expression ParseMatch() => ParseOperators(OrPrecedence, allowCall: true);

    private void SkipToWhen()
    {
        while (_token.Kind is TokenKind.NewLine or TokenKind.Semicolon or TokenKind.CodeExit or TokenKind.CodeEnter
            or TokenKind.TagEnter
            || (_token.Kind == TokenKind.Raw && _text.AsSpan(_token.Start, _token.End - _token.Start).IsWhiteSpace()))
        {
            _inTag = _token.Kind == TokenKind.TagEnter;
            Advance();
        }
    }

    private Statement ParseFor(int start)
    {
        var isTable = TokenText is "tablerow";
        Advance();
        var variable = ParseTarget();
        if (!TryTakeWord("in"))
        {
            throw new TemplateSyntaxException(start, "A loop is written `for variable in list`.");
        }

        var list = ParseLoopList(out var options);
        if (variable is GlobalVariable loop)
        {
            Loops.Add((loop.Name, list));
        }

        ExpectEndOfStatement();
        if (isTable)
        {
            return At(new TableRowStatement(variable, list, options, ParseBody("tablerow")), start);
        }

        var body = ParseBlock("for", BlockEnd.Else);
        Block? otherwise = null;
        if (TryTakeWord("else"))
        {
            ExpectEndOfStatement();
            otherwise = ParseBlock("else", BlockEnd.End);
        }

        TakeEnd();
        return At(new ForStatement(variable, list, options, body, otherwise), start);
    }

    private Expression ParseLoopList(out LoopOptions options)
    {
        _inLoopHeader = true;
        var list = ParsePipe();
        Expression? offset = null, limit = null, columns = null;
        bool reversed = false, continues = false;
        while (_token.Kind == TokenKind.Identifier || (IsLiquid && TryTake(TokenKind.Comma)))
        {
            var name = TokenText.ToString();
            var at = _token.Start;
            Advance();
            if (name is "reversed")
            {
                reversed = true;
                continue;
            }

            Expect(TokenKind.Colon, "`:`");
            if (name is "offset" && IsLiquid && TryTakeWord("continue"))
            {
                continues = true;
                continue;
            }

            var value = ParseOperators(0, allowCall: false);
            switch (name)
            {
                case "offset":
                    offset = value;
                    continues = false;
                    break;
                case "limit":
                    limit = value;
                    break;
                case "cols":
                    columns = value;
                    break;
                default:
                    throw new TemplateSyntaxException(
                        at, $"A loop has no option `{name}`{Suggestion.For(name, ["offset", "limit", "cols", "reversed"])}");
            }
        }

        _inLoopHeader = false;
        options = new LoopOptions(offset, limit, columns, reversed, continues);
        return list;
    }
}
