namespace Workflows.Templates.Parsing;

/// <summary>
/// Makes nodes of tokens. After an error the rest of the statement is skipped and parsing goes on, so that one pass reports
/// every problem.
/// </summary>
internal sealed partial class Parser
{
    private const int MaxDepth = 200;
    private const int MaxMessages = 50;

    private readonly SourceText _source;
    private readonly string _text;
    private readonly TemplateMode _mode;
    private readonly Lexer _lexer;
    private readonly GlobalFunctions _functions;
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> _nameLookup;
    private readonly List<TemplateMessage> _messages = [];
    private readonly HashSet<string> _roots = new(StringComparer.Ordinal);
    private Token _token;
    private Token _previous;
    private int _depth;
    private int _indentStart;
    private int _indentLength;
    private bool _inTag;
    private bool _inLoopHeader;
    private int _conditionals;

    public Parser(SourceText source, TemplateOptions options, TemplateMode mode)
    {
        _source = source;
        _text = source.Text;
        _mode = mode;
        _functions = options.Functions;
        _lexer = new Lexer(_text, _mode);
        _nameLookup = _names.GetAlternateLookup<ReadOnlySpan<char>>();
        AutoIndent = options.AutoIndent;
    }

    public IReadOnlyList<TemplateMessage> Messages => _messages;

    /// <summary>Built-in objects and functions the template names.</summary>
    public string[] Roots => [.. _roots];

    /// <summary>Whether the template may give a built-in's name to something else.</summary>
    public bool MayShadow { get; private set; }

    /// <summary>Variables the template reads and does not set itself, where they stand.</summary>
    public List<GlobalVariable> Variables { get; } = [];

    /// <summary>Paths the template reads that begin at a variable, where they stand.</summary>
    public List<PathExpression> Paths { get; } = [];

    /// <summary>Loop variables with the lists they walk through.</summary>
    public List<(string Name, Expression List)> Loops { get; } = [];

    /// <summary>Templates named literally by <c>include</c>, with the call.</summary>
    public List<(string Name, Node Site)> Includes { get; } = [];

    /// <summary>Whether names may mean members of an object that only a rendering knows (<c>with</c>, <c>import</c>, <c>this</c>).</summary>
    public bool NamesAreOpen { get; private set; }

    /// <summary>Names the template sets.</summary>
    public HashSet<string> Assigned { get; } = new(StringComparer.Ordinal);

    private bool AutoIndent { get; }

    private bool IsLiquid => _mode == TemplateMode.Liquid;

    private ReadOnlySpan<char> TokenText => _text.AsSpan(_token.Start, _token.End - _token.Start);

    public Block Parse()
    {
        try
        {
            Advance();
        }
        catch (TemplateSyntaxException e)
        {
            Recover(e);
        }

        var block = ParseBlock(null, BlockEnd.None);
        if (_messages.Count == 0 && _token.Kind != TokenKind.End)
        {
            Report(_token.Start, $"`{TokenText}` is not expected here.");
        }

        return block;
    }

    private T At<T>(T node, int start)
        where T : Node
    {
        node.Source = _source;
        node.Start = start;
        node.End = Math.Max(start, _previous.End);
        return node;
    }

    private string Intern(ReadOnlySpan<char> name)
    {
        if (_nameLookup.TryGetValue(name, out var known))
        {
            return known;
        }

        var text = name.ToString();
        _names.Add(text, text);
        return text;
    }

    private void Advance()
    {
        _previous = _token;
        _token = _messages.Count < MaxMessages ? _lexer.Next() : new Token(TokenKind.End, _text.Length, _text.Length, false);
    }

    private bool TryTake(TokenKind kind)
    {
        if (_token.Kind != kind)
        {
            return false;
        }

        Advance();
        return true;
    }

    private void Expect(TokenKind kind, string text)
    {
        if (!TryTake(kind))
        {
            throw new TemplateSyntaxException(_token.Start, $"{text} is expected here.");
        }
    }

    private bool IsWord(string word) => _token.Kind == TokenKind.Identifier && TokenText.SequenceEqual(word);

    private bool TryTakeWord(string word)
    {
        if (!IsWord(word))
        {
            return false;
        }

        Advance();
        return true;
    }

    private void SkipNewLines()
    {
        while (_token.Kind == TokenKind.NewLine)
        {
            Advance();
        }
    }

    private void Report(int offset, string text)
    {
        if (_messages.Count < MaxMessages)
        {
            var (line, column) = _source.Position(offset);
            _messages.Add(new TemplateMessage(_source.Name, line, column, text));
        }
    }

    /// <summary>Records an error and skips to the end of the statement.</summary>
    private void Recover(TemplateSyntaxException error)
    {
        Report(error.Offset, error.Message);
        _lexer.InInterpolation = false;
        _inLoopHeader = false;
        while (_token.Kind is not (TokenKind.End or TokenKind.NewLine or TokenKind.Semicolon or TokenKind.CodeExit or TokenKind.Raw))
        {
            try
            {
                Advance();
            }
            catch (TemplateSyntaxException)
            {
                // The statement is broken already; only its end is of interest.
            }
        }
    }

    private void Enter(int offset)
    {
        if (++_depth > MaxDepth)
        {
            throw new TemplateSyntaxException(offset, $"Code is nested deeper than {MaxDepth}.");
        }
    }

    private void Leave() => _depth--;
}
