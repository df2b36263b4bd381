using System.Runtime.CompilerServices;

namespace Workflows.JavaScript.Parsing;

/// <summary>
/// A recursive-descent parser for ECMAScript 2020 scripts without generators, async functions, modules and with. It tracks scopes while it
/// parses, so names are bound to slots in the same pass.
/// </summary>
internal sealed partial class Parser
{
    private readonly Lexer _lexer;
    private readonly ScriptText _text;
    private Token _token;
    private int _lastEnd;
    private Scope _scope;
    private Context _context;
    private bool _strict;
    private int _coverDefault = -1;
    private int _arrowStart = -1;
    private bool _noIn;
    private int _depth;
    private bool _allowReturn;

    private Parser(ScriptText text)
    {
        _text = text;
        _lexer = new Lexer(text.Source);
        var info = new FunctionInfo { Kind = FunctionKind.Script, Text = text };
        _scope = info.Scope = new Scope(ScopeKind.Script, null, info);
        _context = new Context(info, null);
    }

    /// <summary>What the parser must know about the function it is in.</summary>
    private sealed class Context(FunctionInfo info, Context? parent)
    {
        public readonly FunctionInfo Info = info;
        public readonly Context? Parent = parent;
        public readonly List<Label> Labels = [];
        public int Loops;
        public int Switches;
        public bool SuperProperty;
        public bool SuperCall;
        public bool NewTarget;
        public bool NoArguments;
    }

    /// <summary>A label in whose statement the parser is. A loop may have several, directly after each other.</summary>
    private sealed class Label(string name, int start, int bodyStart)
    {
        public readonly string Name = name;
        public readonly int Start = start;
        public readonly int BodyStart = bodyStart;
        public bool IsLoop;
    }

    public static FunctionInfo Parse(ScriptText text, bool allowReturn = false)
    {
        var parser = new Parser(text) { _allowReturn = allowReturn };
        return parser.ParseScript();
    }

    private FunctionInfo ParseScript()
    {
        var info = _context.Info;
        Next();
        ParseDirectives(info.Body);
        while (_token.Type != T.End)
        {
            info.Body.Add(ParseStatementListItem());
        }

        info.Strict = _strict;
        info.End = _text.Source.Length;
        _scope.Close();
        return info;
    }

    private void Next()
    {
        _lastEnd = _token.End;
        _lexer.Next(ref _token);
    }

    private bool Eat(T type)
    {
        if (_token.Type != type)
        {
            return false;
        }

        Next();
        return true;
    }

    private void Expect(T type)
    {
        if (_token.Type != type)
        {
            throw Unexpected();
        }

        Next();
    }

    private SyntaxException Unexpected() => _token.Type == T.End
        ? Error("Unexpected end of input", _token.Start)
        : Error($"Unexpected token '{_text.Source[_token.Start.._token.End]}'", _token.Start);

    private static SyntaxException Error(string message, int position) => Lexer.Error(message, position);

    private bool IsWord(string word) => _token.Type == T.Identifier && !_token.Special && _token.Text == word;

    /// <summary>The next token without consuming the current one.</summary>
    private Token Peek()
    {
        var position = _lexer.Position;
        var token = _token;
        var saved = _token;
        _lexer.Next(ref token);
        _lexer.Position = position;
        _token = saved;
        return token;
    }

    private void Semicolon()
    {
        if (_token.Type == T.Semicolon)
        {
            Next();
        }
        else if (_token.Type is not (T.RightBrace or T.End) && !_token.NewLineBefore)
        {
            throw Unexpected();
        }
    }

    /// <summary>Keeps deeply nested text from exhausting the stack: the parser, the compiler and the code all recurse along it.</summary>
    private void Enter()
    {
        if (++_depth > 1000 || ((_depth & 15) == 0 && !RuntimeHelpers.TryEnsureSufficientExecutionStack()))
        {
            throw new SyntaxException("The script is nested too deeply", _token.Start, "RangeError");
        }
    }

    private Scope PushScope(ScopeKind kind) => _scope = new Scope(kind, _scope, _context.Info);

    private void PopScope()
    {
        _scope.Close();
        _scope = _scope.Parent!;
    }

    private Ident Reference(string name, int position)
    {
        var ident = new Ident(name) { Position = position };
        _scope.References.Add(ident);
        return ident;
    }

    private Variable? DeclareVar(string name, int position)
    {
        var scope = _scope;
        while (!scope.IsVarScope)
        {
            if (scope.Find(name) is { } other && other.Kind != VariableKind.CatchParameter)
            {
                throw Redeclared(name, position);
            }

            (scope.HoistedVars ??= new(StringComparer.Ordinal)).Add(name);
            scope = scope.Parent!;
        }

        if (scope.Find(name) is { } existing)
        {
            if (existing.Kind is VariableKind.Let or VariableKind.Const or VariableKind.Class)
            {
                throw Redeclared(name, position);
            }

            return existing;
        }

        return scope.Declare(name, VariableKind.Var);
    }

    private Variable DeclareLexical(string name, VariableKind kind, int position)
    {
        if (name == "let" && kind != VariableKind.Function)
        {
            throw Error("let is disallowed as a lexically bound name", position);
        }

        if (OwnOrParameter(_scope, name) is { } existing)
        {
            // Sloppy blocks may repeat a function declaration (Annex B.3.3.4).
            if (kind == VariableKind.Function && existing.Kind == VariableKind.Function && !_strict)
            {
                return existing;
            }

            throw Redeclared(name, position);
        }

        if (_scope.HoistedVars?.Contains(name) == true)
        {
            throw Redeclared(name, position);
        }

        return _scope.Declare(name, kind);
    }

    /// <summary>What a scope declares; the body of a function must not declare its parameters again either.</summary>
    private static Variable? OwnOrParameter(Scope scope, string name) => scope.Find(name) ??
        (scope.Kind == ScopeKind.Body && scope.Parent!.Find(name) is { Kind: VariableKind.Parameter } parameter ? parameter : null);

    private static SyntaxException Redeclared(string name, int position) =>
        Error($"Identifier '{name}' has already been declared", position);

    private bool ParseDirectives(List<Stmt> body)
    {
        var found = false;
        var octalBefore = -1;
        while (_token.Type == T.String)
        {
            var raw = _text.Source.AsSpan(_token.Start + 1, _token.End - _token.Start - 2);
            var position = _token.Start;
            if (_token.Special)
            {
                octalBefore = position;
            }

            var end = _token.End;
            var isStrict = raw.SequenceEqual("use strict");
            var before = _strict;
            var statement = ParseStatementListItem();
            body.Add(statement);

            // A string that goes on as an expression is no directive.
            if (statement is not ExprStmt { Value: Literal { Parenthesized: false } literal } || literal.Position != position ||
                _text.Source.AsSpan(end, Math.Max(0, _lastEnd - end)).Trim(" ;\t\r\n").Length > 0 && !EndsAt(end))
            {
                break;
            }

            found |= isStrict;
            if (isStrict && !before)
            {
                _strict = true;
                if (octalBefore >= 0)
                {
                    throw Error("Octal escape sequences are not allowed in strict mode", octalBefore);
                }

                Recheck();
            }
        }

        return found;
    }

    /// <summary>The text between a directive and the next token holds nothing but comments and a semicolon.</summary>
    private bool EndsAt(int end)
    {
        var rest = _text.Source.AsSpan(end, Math.Max(0, _lastEnd - end)).TrimStart();
        return rest.Length == 0 || rest[0] is ';' or '/';
    }

    /// <summary>The token after "use strict" was read under sloppy rules.</summary>
    private void Recheck()
    {
        if ((_token.Type == T.Number && _token.Tail) || (_token.Type == T.String && _token.Special))
        {
            throw Error("Octal literals are not allowed in strict mode", _token.Start);
        }
    }
}
