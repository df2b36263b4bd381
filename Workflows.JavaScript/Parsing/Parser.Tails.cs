namespace Workflows.JavaScript.Parsing;

internal sealed partial class Parser
{
    private Expr ParseLeftHandSide()
    {
        var position = _token.Start;
        Expr expression;
        if (_token.Type == T.New)
        {
            expression = ParseNew();
        }
        else if (_token.Type == T.Super)
        {
            expression = ParseSuper();
        }
        else
        {
            expression = ParsePrimary();
        }

        return IsArrow(expression) ? expression : ParseTail(expression, position, true);
    }

    /// <summary>Member accesses, calls and tagged templates behind an expression.</summary>
    private Expr ParseTail(Expr expression, int position, bool calls)
    {
        var optional = false;
        var depth = _depth;
        while (true)
        {
            var at = _token.Start;
            switch (_token.Type)
            {
                case T.Dot:
                    Next();
                    expression = new MemberExpr(expression, PropertyName(), null, false) { Position = at };
                    break;
                case T.QuestionDot when calls:
                    optional = true;
                    Next();
                    if (_token.Type == T.LeftParen)
                    {
                        expression = new CallExpr(expression, ParseArguments(), true) { Position = at };
                    }
                    else if (_token.Type == T.LeftBracket)
                    {
                        expression = new MemberExpr(expression, null, ParseIndex(), true) { Position = at };
                    }
                    else if (_token.Type == T.Template)
                    {
                        throw Error("Invalid tagged template on optional chain", at);
                    }
                    else
                    {
                        expression = new MemberExpr(expression, PropertyName(), null, true) { Position = at };
                    }

                    break;
                case T.LeftBracket:
                    expression = new MemberExpr(expression, null, ParseIndex(), false) { Position = at };
                    break;
                case T.LeftParen when calls:
                    expression = new CallExpr(expression, ParseArguments(), false) { Position = at };
                    break;
                case T.Template:
                    if (optional)
                    {
                        throw Error("Invalid tagged template on optional chain", at);
                    }

                    expression = new TaggedTemplate(expression, ParseTemplate(true)) { Position = at };
                    break;
                default:
                    _depth = depth;
                    return optional ? new ChainExpr(expression) { Position = position } : expression;
            }

            Enter();
        }
    }

    private string PropertyName()
    {
        if (_token.Text is { } name && _token.Type is T.Identifier or T.EscapedKeyword or T.In or T.InstanceOf or >= T.Break)
        {
            Next();
            return name;
        }

        throw _token.Type == T.PrivateName ? Error("Private names are not supported", _token.Start) : Unexpected();
    }

    private Expr ParseIndex()
    {
        Next();
        var savedNoIn = _noIn;
        _noIn = false;
        var index = ParseExpression();
        _noIn = savedNoIn;
        Expect(T.RightBracket);
        return index;
    }

    private List<Expr> ParseArguments()
    {
        Next();
        var savedNoIn = _noIn;
        _noIn = false;
        var arguments = new List<Expr>();
        while (_token.Type != T.RightParen)
        {
            var position = _token.Start;
            arguments.Add(Eat(T.Ellipsis) ? new SpreadExpr(ParseAssignment()) { Position = position } : ParseAssignment());
            if (_token.Type != T.RightParen)
            {
                Expect(T.Comma);
            }
        }

        _noIn = savedNoIn;
        Next();
        return arguments;
    }

    private Expr ParseNew()
    {
        var position = _token.Start;
        Enter();
        Next();
        if (_token.Type == T.Dot)
        {
            Next();
            if (!IsWord("target") || !_context.NewTarget)
            {
                throw Unexpected();
            }

            Next();
            _depth--;
            return new NewTargetExpr { Position = position };
        }

        var calleePosition = _token.Start;
        if (_token.Type == T.Import)
        {
            throw Unexpected();
        }

        var callee = _token.Type == T.New ? ParseNew() : _token.Type == T.Super ? ParseSuper() : ParsePrimary();
        if (IsArrow(callee) || callee is CallExpr { Callee: SuperExpr })
        {
            throw Unexpected();
        }

        callee = ParseTail(callee, calleePosition, false);
        if (_token.Type == T.QuestionDot)
        {
            throw Error("Invalid optional chain from new expression", _token.Start);
        }

        var arguments = _token.Type == T.LeftParen ? ParseArguments() : [];
        _depth--;
        return new NewExpr(callee, arguments) { Position = position };
    }

    private Expr ParseSuper()
    {
        var position = _token.Start;
        Next();
        if (_token.Type == T.LeftParen && _context.SuperCall)
        {
            var self = Reference("this", position);
            return new CallExpr(new SuperExpr { Position = position }, ParseArguments(), false) { Position = position, This = self };
        }

        if (_token.Type is T.Dot or T.LeftBracket && _context.SuperProperty)
        {
            var self = Reference("this", position);
            var super = new SuperExpr { Position = position };
            if (_token.Type == T.LeftBracket)
            {
                return new MemberExpr(super, null, ParseIndex(), false) { Position = position, This = self };
            }

            Next();
            return new MemberExpr(super, PropertyName(), null, false) { Position = position, This = self };
        }

        throw Error("'super' keyword unexpected here", position);
    }

    private TemplateExpr ParseTemplate(bool tagged)
    {
        var position = _token.Start;
        var parts = new List<TemplatePart>();
        var values = new List<Expr>();
        while (true)
        {
            if (_token.Text is null && !tagged)
            {
                throw Error("Invalid escape sequence in template", _token.Start);
            }

            parts.Add(new TemplatePart(_token.Text, _token.Raw!));
            if (_token.Tail)
            {
                Next();
                return new TemplateExpr(parts, values) { Position = position };
            }

            Next();
            var savedNoIn = _noIn;
            _noIn = false;
            values.Add(ParseExpression());
            _noIn = savedNoIn;
            if (_token.Type != T.RightBrace)
            {
                throw Unexpected();
            }

            _token.Start = _lexer.Position - 1;
            _lexer.TemplatePiece(ref _token);
        }
    }
}
