namespace Workflows.Templates.Parsing;

internal sealed partial class Parser
{
    private FunctionStatement ParseFunction(int start)
    {
        var target = ParseTarget();
        Parameter[]? parameters = null;
        if (TryTake(TokenKind.OpenParen))
        {
            parameters = ParseParameters();
        }

        var names = parameters?.Select(p => p.Name).ToArray();
        return At(new FunctionStatement(target, parameters, names, ParseBody("func")), start);
    }

    private Parameter[] ParseParameters()
    {
        var parameters = new List<Parameter>();
        while (_token.Kind != TokenKind.CloseParen)
        {
            var name = Intern(TokenText);
            var at = _token.Start;
            Expect(TokenKind.Identifier, "The name of a parameter");
            Assigned.Add(name);
            MayShadow |= _functions.IsRoot(name);
            if (parameters.Count > 0 && parameters[^1].IsRest)
            {
                throw new TemplateSyntaxException(at, "Nothing can follow a parameter that takes all remaining arguments.");
            }

            if (TryTake(TokenKind.Ellipsis))
            {
                parameters.Add(new Parameter(name, null, true));
            }
            else if (TryTake(TokenKind.Assign))
            {
                parameters.Add(new Parameter(name, ParseOperators(0, allowCall: false), false));
            }
            else if (parameters.Count > 0 && parameters[^1].Default is not null)
            {
                throw new TemplateSyntaxException(at, "A parameter after one with a default needs a default too.");
            }
            else
            {
                parameters.Add(new Parameter(name, null, false));
            }

            if (!TryTake(TokenKind.Comma))
            {
                break;
            }
        }

        Expect(TokenKind.CloseParen, "`)`");
        return [.. parameters];
    }

    private AnonymousFunction ParseAnonymous(int start)
    {
        Parameter[]? parameters = null;
        if (_token is { Kind: TokenKind.OpenParen, SpaceBefore: false })
        {
            Advance();
            parameters = ParseParameters();
        }

        var body = ParseBody("do");
        return At(new AnonymousFunction(parameters, parameters?.Select(p => p.Name).ToArray(), body), start);
    }
}
