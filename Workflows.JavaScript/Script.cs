namespace Workflows.JavaScript;

/// <summary>
/// A parsed script. Immutable for its users and safe to share between threads and engines; parse once and keep it.
/// </summary>
/// <remarks>The language is ECMAScript 2020 scripts without generators, async functions, modules, <c>with</c>, BigInt, direct <c>eval</c> and
/// functions made from text; numeric separators, logical assignment, public class fields and some later library functions are understood.</remarks>
public sealed class Script
{
    private Script(FunctionInfo info) => Info = info;

    /// <summary>The name given to <see cref="Parse(string, string?)"/>, used in error messages and stack traces.</summary>
    public string? Name => Info.Text.Name;

    /// <summary>The source text.</summary>
    public string Source => Info.Text.Source;

    internal FunctionInfo Info { get; }

    /// <summary>Parses a script.</summary>
    /// <param name="source">The text of the script.</param>
    /// <param name="name">A name for messages, such as the activity and input the script belongs to.</param>
    /// <exception cref="JavaScriptException">The text has a syntax error ("SyntaxError") or is nested too deeply ("RangeError").</exception>
    public static Script Parse(string source, string? name = null) => Parse(source, name, false);

    /// <summary>Parses a script that may also end with <c>return</c> outside of a function; what it returns is then its completion value.</summary>
    /// <param name="source">The text of the script.</param>
    /// <param name="name">A name for messages.</param>
    /// <exception cref="JavaScriptException">As for <see cref="Parse(string, string?)"/>.</exception>
    public static Script ParseBody(string source, string? name = null) => Parse(source, name, true);

    private static Script Parse(string source, string? name, bool allowReturn)
    {
        ArgumentNullException.ThrowIfNull(source);
        var text = new ScriptText(source, name);
        try
        {
            return new Script(Parser.Parse(text, allowReturn));
        }
        catch (SyntaxException error)
        {
            var (line, column) = text.Locate(error.Position);
            throw new JavaScriptException(error.ErrorType, error.Message, name, line, column, text.Snippet(error.Position), "", null, error);
        }
    }
}
