namespace Workflows.JavaScript.Parsing;

internal enum FunctionKind
{
    Script,
    Normal,
    Arrow,
    Method,
    Getter,
    Setter,
    Constructor,
    DerivedConstructor,
    FieldInitializer,
}

/// <summary>Everything known about a function from its text. Shared by all engines; its code is compiled at the first call.</summary>
internal sealed class FunctionInfo
{
    public string Name = "";
    public FunctionKind Kind;
    public bool Strict;
    public List<PatternElement> Parameters = [];
    public bool SimpleParameters = true;
    public List<Stmt> Body = [];
    public Expr? ExpressionBody;
    public Scope Scope = null!;

    /// <summary>The scope of what the body declares, when it is not that of the parameters.</summary>
    public Scope? BodyScope;

    /// <summary>The name by which a function expression knows itself.</summary>
    public string? SelfName;
    public Variable? SelfVariable;
    public Variable? ArgumentsVariable;
    public Variable? ThisVariable;
    public int FrameSize;
    public int Start;
    public int End;

    /// <summary>The number of parameters before the first default or rest.</summary>
    public int Length;
    public required ScriptText Text;

    /// <summary>Heap scopes around the function, outermost last; set when the surrounding code is compiled.</summary>
    public ScopeChain? Outer;

    private FunctionCode? _code;

    public bool HasArguments => Kind is not (FunctionKind.Arrow or FunctionKind.Script or FunctionKind.FieldInitializer);

    /// <summary>The compiled code. Two threads may compile the same function; the results are equal and either may win.</summary>
    public FunctionCode Code => Volatile.Read(ref _code) ?? Compile();

    private FunctionCode Compile()
    {
        var code = Compiler.Compile(this);
        Volatile.Write(ref _code, code);
        return code;
    }
}

/// <summary>Compile-time list of the heap scopes that exist at run time at some place.</summary>
internal sealed record ScopeChain(Scope Scope, ScopeChain? Outer);

/// <summary>The text of a script, to turn offsets into lines and columns.</summary>
internal sealed class ScriptText(string source, string? name)
{
    private int[]? _lineStarts;

    public string Source => source;

    public string? Name => name;

    /// <summary>Line and column, both from 1.</summary>
    public (int Line, int Column) Locate(int position)
    {
        position = Math.Clamp(position, 0, source.Length);
        var starts = Volatile.Read(ref _lineStarts) ?? FindLines();
        var line = Array.BinarySearch(starts, position);
        line = line < 0 ? ~line : line + 1;
        return (line, position - starts[line - 1] + 1);
    }

    /// <summary>Errors are located each time one is made, so the text is searched for line ends once only.</summary>
    private int[] FindLines()
    {
        var starts = new List<int> { 0 };
        for (var i = 0; i < source.Length; i++)
        {
            var c = source[i];
            if (c is '\n' or '\u2028' or '\u2029' || (c == '\r' && (i + 1 >= source.Length || source[i + 1] != '\n')))
            {
                starts.Add(i + 1);
            }
        }

        int[] found = [.. starts];
        Volatile.Write(ref _lineStarts, found);
        return found;
    }

    /// <summary>The line of a position, cut to 80 characters around it.</summary>
    public string Snippet(int position)
    {
        position = Math.Clamp(position, 0, source.Length);
        var start = position == 0 ? 0 : source.LastIndexOfAny(['\n', '\r', '\u2028', '\u2029'], position - 1) + 1;
        var end = source.IndexOfAny(['\n', '\r', '\u2028', '\u2029'], position);
        end = end < 0 ? source.Length : end;
        start = Math.Max(start, position - 40);
        end = Math.Min(end, start + 80);
        return end <= start ? "" : source[start..end].Trim();
    }
}
