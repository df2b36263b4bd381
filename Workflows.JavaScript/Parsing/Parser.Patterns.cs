namespace Workflows.JavaScript.Parsing;

internal sealed partial class Parser
{
    /// <summary>Parses a binding name or pattern and declares its names.</summary>
    private Expr ParseBindingTarget(VariableKind kind, List<Variable> declared)
    {
        Enter();
        var position = _token.Start;
        Expr target;
        if (_token.Type == T.LeftBracket)
        {
            target = new ArrayPattern(ParseArrayBinding(kind, declared)) { Position = position };
        }
        else if (_token.Type == T.LeftBrace)
        {
            target = new ObjectPattern(ParseObjectBinding(kind, declared)) { Position = position };
        }
        else
        {
            target = DeclareName(BindingName(), kind, position, declared);
        }

        _depth--;
        return target;
    }

    private Ident DeclareName(string name, VariableKind kind, int position, List<Variable> declared)
    {
        if (_strict && name is "eval" or "arguments" && _strict)
        {
            throw Error("Unexpected eval or arguments in strict mode", position);
        }

        if (kind == VariableKind.Var)
        {
            DeclareVar(name, position);
            return Reference(name, position);
        }

        var variable = kind == VariableKind.Parameter
            ? DeclareParameter(name, position)
            : DeclareLexical(name, kind, position);
        declared.Add(variable);
        return new Ident(name) { Position = position, Variable = variable, IsBinding = true };
    }

    private Variable DeclareParameter(string name, int position)
    {
        if (_scope.Find(name) is { } existing)
        {
            _duplicateParameter = position;
            return existing;
        }

        return _scope.Declare(name, VariableKind.Parameter);
    }

    private List<PatternElement> ParseArrayBinding(VariableKind kind, List<Variable> declared)
    {
        Next();
        var elements = new List<PatternElement>();
        while (_token.Type != T.RightBracket)
        {
            if (Eat(T.Comma))
            {
                elements.Add(new PatternElement());
                continue;
            }

            var rest = Eat(T.Ellipsis);
            var element = new PatternElement { Rest = rest, Target = ParseBindingTarget(kind, declared) };
            elements.Add(element);
            if (rest)
            {
                break;
            }

            ParseDefault(element);
            if (_token.Type != T.RightBracket)
            {
                Expect(T.Comma);
            }
        }

        Expect(T.RightBracket);
        return elements;
    }

    private void ParseDefault(PatternElement element)
    {
        if (Eat(T.Assign))
        {
            var savedNoIn = _noIn;
            _noIn = false;
            element.Default = ParseAssignment();
            _noIn = savedNoIn;
            NameFunction(element.Target, element.Default);
        }
    }

    private List<PatternElement> ParseObjectBinding(VariableKind kind, List<Variable> declared)
    {
        Next();
        var elements = new List<PatternElement>();
        while (_token.Type != T.RightBrace)
        {
            if (Eat(T.Ellipsis))
            {
                var at = _token.Start;
                elements.Add(new PatternElement { Rest = true, Target = DeclareName(BindingName(), kind, at, declared) });
                break;
            }

            var member = new MemberNode();
            var token = _token;
            ParseMemberName(member);
            var element = new PatternElement { Name = member.Name, Computed = member.Computed };
            if (Eat(T.Colon))
            {
                element.Target = ParseBindingTarget(kind, declared);
            }
            else
            {
                if (token.Type != T.Identifier || (_strict && Keywords.IsStrictReserved(token.Text!)))
                {
                    throw Error("Unexpected token in pattern", token.Start);
                }

                element.Target = DeclareName(token.Text!, kind, token.Start, declared);
            }

            ParseDefault(element);
            elements.Add(element);
            if (_token.Type != T.RightBrace)
            {
                Expect(T.Comma);
            }
        }

        Expect(T.RightBrace);
        return elements;
    }

    /// <summary>Turns what was parsed as an expression into the target of an assignment.</summary>
    private Expr ToAssignmentTarget(Expr expression)
    {
        switch (expression)
        {
            case ArrayExpr { Parenthesized: false } array:
                return new ArrayPattern(ToElements(array, ToAssignmentTarget)) { Position = array.Position };
            case ObjectExpr { Parenthesized: false } literal:
                return new ObjectPattern(ToElements(literal, ToAssignmentTarget)) { Position = literal.Position };
            default:
                CheckSimpleTarget(expression, "Invalid left-hand side in assignment");
                return expression;
        }
    }

    /// <summary>Turns an arrow parameter that was parsed as an expression into a binding, and declares its names.</summary>
    private Expr ToBinding(Expr expression, List<Variable> declared)
    {
        if (expression.Parenthesized)
        {
            throw Error("Invalid destructuring assignment target", expression.Position);
        }

        switch (expression)
        {
            case Ident ident:
                ident.IsBinding = true;
                if (_strict && ident.Name is "eval" or "arguments" && _strict)
                {
                    throw Error("Unexpected eval or arguments in strict mode", ident.Position);
                }

                var variable = DeclareParameter(ident.Name, ident.Position);
                declared.Add(variable);
                ident.Variable = variable;
                return ident;
            case ArrayExpr array:
                return new ArrayPattern(ToElements(array, e => ToBinding(e, declared))) { Position = array.Position };
            case ObjectExpr literal:
                return new ObjectPattern(ToElements(literal, e => ToBinding(e, declared))) { Position = literal.Position };
            default:
                throw Error("Invalid destructuring assignment target", expression.Position);
        }
    }

    private static PatternElement ToElement(Expr expression, Func<Expr, Expr> convert)
    {
        if (expression is AssignExpr { Op: T.Assign, Parenthesized: false } assign)
        {
            // The target of the inner assignment is a pattern already when it was a literal; bindings must still declare its names.
            return new PatternElement { Target = Reconvert(assign.Target, convert), Default = assign.Value };
        }

        return new PatternElement { Target = convert(expression) };
    }

    private static Expr Reconvert(Expr target, Func<Expr, Expr> convert)
    {
        switch (target)
        {
            case ArrayPattern array:
                foreach (var element in array.Elements)
                {
                    element.Target = element.Target is null ? null : Reconvert(element.Target, convert);
                }

                return array;
            case ObjectPattern pattern:
                foreach (var element in pattern.Elements)
                {
                    element.Target = Reconvert(element.Target!, convert);
                }

                return pattern;
            default:
                return convert(target);
        }
    }

    private static List<PatternElement> ToElements(ArrayExpr array, Func<Expr, Expr> convert)
    {
        var elements = new List<PatternElement>(array.Items.Count);
        for (var i = 0; i < array.Items.Count; i++)
        {
            switch (array.Items[i])
            {
                case null:
                    elements.Add(new PatternElement());
                    break;
                case SpreadExpr spread:
                    if (i != array.Items.Count - 1 || array.CommaAfterSpread || spread.Value is AssignExpr)
                    {
                        throw Error("Rest element must be last element", spread.Position);
                    }

                    elements.Add(new PatternElement { Rest = true, Target = convert(spread.Value) });
                    break;
                case var item:
                    elements.Add(ToElement(item, convert));
                    break;
            }
        }

        return elements;
    }

    private static List<PatternElement> ToElements(ObjectExpr literal, Func<Expr, Expr> convert)
    {
        var elements = new List<PatternElement>(literal.Members.Count);
        foreach (var member in literal.Members)
        {
            switch (member.Kind)
            {
                case MemberKind.Spread:
                    if (!ReferenceEquals(member, literal.Members[^1]) || member.Value is not (Ident or MemberExpr))
                    {
                        throw Error("`...` must be followed by an assignable reference and be last", member.Position);
                    }

                    elements.Add(new PatternElement { Rest = true, Target = convert(member.Value) });
                    break;
                case MemberKind.Value:
                    var element = ToElement(member.Value!, convert);
                    element.Name = member.Name;
                    element.Computed = member.Computed;
                    element.Default ??= member.CoverDefault;
                    elements.Add(element);
                    break;
                default:
                    throw Error("Invalid destructuring assignment target", member.Position);
            }
        }

        return elements;
    }
}
