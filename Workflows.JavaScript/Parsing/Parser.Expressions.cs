namespace Workflows.JavaScript.Parsing;

internal sealed partial class Parser
{
    private Expr ParseExpression()
    {
        var saved = _coverDefault;
        _coverDefault = -1;
        var expression = ParseExpressionCover();
        CheckCover();
        _coverDefault = saved;
        return expression;
    }

    private void CheckCover()
    {
        if (_coverDefault >= 0)
        {
            throw Error("Invalid shorthand property initializer", _coverDefault);
        }
    }

    private Expr ParseExpressionCover()
    {
        var position = _token.Start;
        var first = ParseAssignmentCover();
        if (_token.Type != T.Comma)
        {
            return first;
        }

        var items = new List<Expr> { first };
        while (Eat(T.Comma))
        {
            items.Add(ParseAssignmentCover());
        }

        return new SequenceExpr(items) { Position = position };
    }

    private Expr ParseAssignment()
    {
        var saved = _coverDefault;
        _coverDefault = -1;
        var expression = ParseAssignmentCover();
        CheckCover();
        _coverDefault = saved;
        return expression;
    }

    /// <summary>An assignment expression that may still turn out to be part of a pattern.</summary>
    private Expr ParseAssignmentCover()
    {
        Enter();
        var position = _token.Start;
        var savedCover = _coverDefault;
        _coverDefault = -1;
        var savedArrow = _arrowStart;
        _arrowStart = position;
        var left = ParseConditional();
        _arrowStart = savedArrow;
        var op = _token.Type;
        if (op is >= T.Assign and <= T.CoalesceAssign)
        {
            if (op == T.Assign)
            {
                left = ToAssignmentTarget(left);
                if (left is ArrayPattern or ObjectPattern)
                {
                    _coverDefault = -1;
                }
            }
            else
            {
                CheckSimpleTarget(left, "Invalid left-hand side in assignment");
            }

            Next();
            var inner = _coverDefault;
            var value = ParseAssignment();
            _coverDefault = inner;
            if (op is T.Assign or T.LogicalAndAssign or T.LogicalOrAssign or T.CoalesceAssign)
            {
                NameFunction(left, value);
            }

            left = new AssignExpr(op, left, value) { Position = position };
        }

        if (_coverDefault < 0)
        {
            _coverDefault = savedCover;
        }

        _depth--;
        return left;
    }

    private void CheckSimpleTarget(Expr target, string message)
    {
        switch (target)
        {
            case Ident ident:
                CheckAssignableName(ident);
                break;
            case MemberExpr { Optional: false }:
                break;
            default:
                throw Error(message, target.Position);
        }
    }

    private void CheckAssignableName(Ident ident)
    {
        if (_strict && ident.Name is "eval" or "arguments" && _strict)
        {
            throw Error("Unexpected eval or arguments in strict mode", ident.Position);
        }
    }

    private Expr ParseConditional()
    {
        var position = _token.Start;
        var test = ParseBinary(0);
        if (_token.Type != T.Question || IsArrow(test))
        {
            return test;
        }

        Next();
        var savedNoIn = _noIn;
        _noIn = false;
        var then = ParseAssignment();
        _noIn = savedNoIn;
        Expect(T.Colon);
        var otherwise = ParseAssignment();
        return new ConditionalExpr(test, then, otherwise) { Position = position };
    }

    private static bool IsArrow(Expr expression) =>
        expression is FunctionExpr { Parenthesized: false, Info.Kind: FunctionKind.Arrow };

    private int Precedence(T type) => type switch
    {
        T.Coalesce => 1,
        T.Or => 2,
        T.And => 3,
        T.BitOr => 4,
        T.BitXor => 5,
        T.BitAnd => 6,
        T.Equal or T.NotEqual or T.StrictEqual or T.StrictNotEqual => 7,
        T.In when _noIn => 0,
        T.Less or T.Greater or T.LessEqual or T.GreaterEqual or T.InstanceOf or T.In => 8,
        T.ShiftLeft or T.ShiftRight or T.ShiftRightUnsigned => 9,
        T.Plus or T.Minus => 10,
        T.Star or T.Slash or T.Percent => 11,
        T.Power => 12,
        _ => 0,
    };

    private Expr ParseBinary(int minimum)
    {
        var position = _token.Start;
        var left = ParseUnary();
        if (IsArrow(left))
        {
            return left;
        }

        var chained = 0;
        while (true)
        {
            var op = _token.Type;
            var precedence = Precedence(op);
            if (precedence == 0 || precedence <= minimum)
            {
                _depth -= chained;
                return left;
            }

            if (op == T.Power && left is UnaryExpr { Parenthesized: false })
            {
                throw Error("Unary operator used immediately before exponentiation expression", position);
            }

            // A long chain nests to the left without recursion here, but with it when it runs.
            chained++;
            Enter();
            Next();
            var right = ParseBinary(op == T.Power ? precedence - 1 : precedence);
            if ((op == T.Coalesce && (IsMixed(left) || IsMixed(right))) ||
                (op is T.Or or T.And && (IsCoalesce(left) || IsCoalesce(right))))
            {
                throw Error("Cannot mix ?? with || or && without parentheses", _token.Start);
            }

            left = new BinaryExpr(op, left, right) { Position = position };
        }
    }

    private static bool IsMixed(Expr e) => e is BinaryExpr { Parenthesized: false, Op: T.Or or T.And };

    private static bool IsCoalesce(Expr e) => e is BinaryExpr { Parenthesized: false, Op: T.Coalesce };

    private Expr ParseUnary()
    {
        var position = _token.Start;
        var op = _token.Type;
        switch (op)
        {
            case T.Delete or T.Void or T.TypeOf or T.Plus or T.Minus or T.Tilde or T.Not:
                Enter();
                Next();
                var operand = ParseUnary();
                _depth--;
                if (op == T.Delete && _strict && operand is Ident)
                {
                    throw Error("Delete of an unqualified identifier in strict mode", position);
                }

                if (IsArrow(operand))
                {
                    throw Unexpected();
                }

                return new UnaryExpr(op, operand) { Position = position };
            case T.Increment or T.Decrement:
                Enter();
                Next();
                var target = ParseUnary();
                _depth--;
                CheckSimpleTarget(target, "Invalid left-hand side expression in prefix operation");
                return new UpdateExpr(target, op == T.Increment ? 1 : -1, true) { Position = position };
            default:
                var value = ParseLeftHandSide();
                if (_token.Type is T.Increment or T.Decrement && !_token.NewLineBefore && !IsArrow(value))
                {
                    CheckSimpleTarget(value, "Invalid left-hand side expression in postfix operation");
                    value = new UpdateExpr(value, _token.Type == T.Increment ? 1 : -1, false) { Position = position };
                    Next();
                }

                return value;
        }
    }
}
