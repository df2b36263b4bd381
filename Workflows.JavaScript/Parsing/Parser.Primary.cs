namespace Workflows.JavaScript.Parsing;

internal sealed partial class Parser
{
    private Expr ParsePrimary()
    {
        var position = _token.Start;
        switch (_token.Type)
        {
            case T.Identifier or T.EscapedKeyword:
                return ParseIdentifier(position);
            case T.Number:
                if (_strict && _token.Tail)
                {
                    throw Error("Octal literals are not allowed in strict mode", position);
                }

                var number = new Literal(JsValue.Of(_token.Number)) { Position = position };
                Next();
                return number;
            case T.String:
                if (_strict && _token.Special)
                {
                    throw Error("Octal escape sequences are not allowed in strict mode", position);
                }

                var text = new Literal(JsValue.Of(_token.Text!)) { Position = position };
                Next();
                return text;
            case T.True or T.False:
                var boolean = new Literal(JsValue.Of(_token.Type == T.True)) { Position = position };
                Next();
                return boolean;
            case T.Null:
                Next();
                return new Literal(JsValue.Null) { Position = position };
            case T.This:
                Next();
                return new ThisExpr(Reference("this", position)) { Position = position };
            case T.Function:
                return ParseFunctionExpression();
            case T.Class:
                return ParseClass(false);
            case T.LeftBracket:
                return ParseArray();
            case T.LeftBrace:
                return ParseObject();
            case T.LeftParen:
                return ParseParenthesized();
            case T.Template:
                return ParseTemplate(false);
            case T.Slash or T.SlashAssign:
                _lexer.Regex(ref _token);
                var regex = new RegexExpr(_token.Text!, _token.Raw!) { Position = position };
                if (RegexTranslator.Check(regex.Pattern, regex.Flags) is { } problem)
                {
                    throw Error($"Invalid regular expression: /{regex.Pattern}/: {problem}", position);
                }

                Next();
                return regex;
            default:
                throw Unexpected();
        }
    }

    private Expr ParseIdentifier(int position)
    {
        if (IsWord("async") && Peek() is { NewLineBefore: false, Type: T.Function or T.Identifier })
        {
            throw Error("Async functions are not supported", position);
        }

        var start = _arrowStart == position;
        var name = BindingName();
        if (_token.Type == T.Arrow && start)
        {
            if (_token.NewLineBefore)
            {
                throw Unexpected();
            }

            var scope = new Scope(ScopeKind.Function, _scope, null!);
            return ParseArrow([new Ident(name) { Position = position }], null, scope, position, true);
        }

        if (name == "arguments" && _context.NoArguments)
        {
            throw Error("'arguments' is not allowed in class field initializer", position);
        }

        return Reference(name, position);
    }

    /// <summary>A name that may be bound or referenced here; reserved words are not.</summary>
    private string BindingName()
    {
        if (_token.Type != T.Identifier)
        {
            throw _token.Type == T.EscapedKeyword ? Error("Keyword must not contain escaped characters", _token.Start) : Unexpected();
        }

        var name = _token.Text!;
        if (_strict && Keywords.IsStrictReserved(name))
        {
            throw Error($"Unexpected strict mode reserved word '{name}'", _token.Start);
        }

        Next();
        return name;
    }

    private ArrayExpr ParseArray()
    {
        var position = _token.Start;
        Next();
        var savedNoIn = _noIn;
        _noIn = false;
        var items = new List<Expr?>();
        var commaAfterSpread = false;
        while (_token.Type != T.RightBracket)
        {
            if (_token.Type == T.Comma)
            {
                Next();
                items.Add(null);
                continue;
            }

            var at = _token.Start;
            if (Eat(T.Ellipsis))
            {
                items.Add(new SpreadExpr(ParseAssignmentCover()) { Position = at });
                commaAfterSpread |= _token.Type == T.Comma;
            }
            else
            {
                items.Add(ParseAssignmentCover());
            }

            if (_token.Type != T.RightBracket)
            {
                Expect(T.Comma);
            }
        }

        _noIn = savedNoIn;
        Next();
        return new ArrayExpr(items) { Position = position, CommaAfterSpread = commaAfterSpread };
    }

    private ObjectExpr ParseObject()
    {
        var position = _token.Start;
        Next();
        var savedNoIn = _noIn;
        _noIn = false;
        var members = new List<MemberNode>();
        var hasProto = false;
        while (_token.Type != T.RightBrace)
        {
            var member = ParseObjectMember();
            if (member.IsProto)
            {
                // Two __proto__ values are an error unless the literal becomes a pattern (Annex B.3.1).
                if (hasProto && _coverDefault < 0)
                {
                    _coverDefault = member.Position;
                }

                hasProto = true;
            }

            members.Add(member);
            if (_token.Type != T.RightBrace)
            {
                Expect(T.Comma);
            }
        }

        _noIn = savedNoIn;
        Next();
        return new ObjectExpr(members) { Position = position };
    }

    private MemberNode ParseObjectMember()
    {
        var member = new MemberNode { Position = _token.Start };
        if (Eat(T.Ellipsis))
        {
            member.Kind = MemberKind.Spread;
            member.Value = ParseAssignmentCover();
            return member;
        }

        var token = _token;
        if (_token.Type == T.Star || (IsWord("async") && Peek() is { NewLineBefore: false } after && IsPropertyStart(after.Type)))
        {
            throw Error("Generators and async methods are not supported", _token.Start);
        }

        if ((IsWord("get") || IsWord("set")) && IsPropertyStart(Peek().Type))
        {
            member.Kind = _token.Text == "get" ? MemberKind.Getter : MemberKind.Setter;
            Next();
            ParseMemberName(member);
            member.Function = ParseMethod(member.Kind == MemberKind.Getter ? FunctionKind.Getter : FunctionKind.Setter, member.Position, member.Name);
            return member;
        }

        ParseMemberName(member);
        if (_token.Type == T.LeftParen)
        {
            member.Kind = MemberKind.Method;
            member.Function = ParseMethod(FunctionKind.Method, member.Position, member.Name);
            return member;
        }

        if (Eat(T.Colon))
        {
            member.IsProto = member.Name == "__proto__";
            member.Value = ParseAssignmentCover();
            if (member.Name is { } name && !member.IsProto)
            {
                NameFunction(name, member.Value);
            }

            return member;
        }

        if (token.Type != T.Identifier || member.Computed is not null)
        {
            throw token.Type == T.EscapedKeyword ? Error("Keyword must not contain escaped characters", token.Start) : Unexpected();
        }

        if (_strict && Keywords.IsStrictReserved(member.Name!))
        {
            throw Error($"Unexpected strict mode reserved word '{member.Name}'", token.Start);
        }

        if (member.Name == "arguments" && _context.NoArguments)
        {
            throw Error("'arguments' is not allowed in class field initializer", token.Start);
        }

        member.Shorthand = true;
        member.Value = Reference(member.Name!, token.Start);
        if (_token.Type == T.Assign)
        {
            var at = _token.Start;
            Next();
            member.CoverDefault = ParseAssignment();
            NameFunction(member.Name!, member.CoverDefault);
            if (_coverDefault < 0)
            {
                _coverDefault = at;
            }
        }

        return member;
    }

    private static bool IsPropertyStart(T type) =>
        type is T.Identifier or T.EscapedKeyword or T.String or T.Number or T.LeftBracket or T.Star or T.PrivateName or >= T.Break or T.InstanceOf or T.In;

    private void ParseMemberName(MemberNode member)
    {
        switch (_token.Type)
        {
            case T.String:
                if (_strict && _token.Special)
                {
                    throw Error("Octal escape sequences are not allowed in strict mode", _token.Start);
                }

                member.Name = _token.Text;
                Next();
                break;
            case T.Number:
                if (_strict && _token.Tail)
                {
                    throw Error("Octal literals are not allowed in strict mode", _token.Start);
                }

                member.Name = NumberText.Format(_token.Number);
                Next();
                break;
            case T.LeftBracket:
                Next();
                var savedNoIn = _noIn;
                _noIn = false;
                member.Computed = ParseAssignment();
                _noIn = savedNoIn;
                Expect(T.RightBracket);
                break;
            default:
                member.Name = PropertyName();
                break;
        }
    }

    private Expr ParseParenthesized()
    {
        var position = _token.Start;
        var arrowAllowed = _arrowStart == position;
        var mark = _scope.References.Count;
        Next();
        var savedNoIn = _noIn;
        _noIn = false;
        var items = new List<Expr>();
        Expr? rest = null;
        var trailing = -1;
        var declared = new Scope(ScopeKind.Function, _scope, null!);
        var savedCover = _coverDefault;
        _coverDefault = -1;
        var first = _token.Start;
        while (_token.Type != T.RightParen)
        {
            if (_token.Type == T.Ellipsis && arrowAllowed)
            {
                trailing = _token.Start;
                Next();
                rest = ParseAssignmentCover();
                if (rest is AssignExpr)
                {
                    throw Error("Rest parameter may not have a default initializer", rest.Position);
                }

                break;
            }

            items.Add(ParseAssignmentCover());
            if (_token.Type != T.RightParen)
            {
                trailing = _token.Start;
                Expect(T.Comma);
                if (_token.Type != T.RightParen)
                {
                    trailing = -1;
                }
            }
        }

        _noIn = savedNoIn;
        Expect(T.RightParen);
        if (_token.Type == T.Arrow && arrowAllowed && !_token.NewLineBefore)
        {
            _coverDefault = savedCover;
            var moved = _scope.References.GetRange(mark, _scope.References.Count - mark);
            _scope.References.RemoveRange(mark, _scope.References.Count - mark);
            declared.References.AddRange(moved);
            return ParseArrow(items, rest, declared, position, false);
        }

        if (items.Count == 0 || rest is not null || trailing >= 0)
        {
            throw trailing >= 0 ? Error("Unexpected token in parentheses", trailing) : Unexpected();
        }

        CheckCover();
        _coverDefault = savedCover;
        var expression = items.Count == 1 ? items[0] : new SequenceExpr(items) { Position = first };
        expression.Parenthesized = true;
        return expression;
    }
}
