using System.Runtime.CompilerServices;

namespace Workflows.Templates.Tree;

/// <summary>A piece of a parsed template. Nodes never change after parsing, so many threads may run them.</summary>
internal abstract class Node
{
    public SourceText Source = null!;
    public int Start;
    public int End;

    public ReadOnlySpan<char> Text => Source.Text.AsSpan(Start, End - Start);

    public TemplateRuntimeException Error(string message, Exception? cause = null) => ErrorAt(Start, message, cause);

    public TemplateRuntimeException ErrorAt(int offset, string message, Exception? cause = null)
    {
        var (line, column) = Source.Position(offset);
        return new TemplateRuntimeException(Source.Name, line, column, message, cause);
    }

    /// <summary>
    /// Long chains such as a + b + c... are deep trees on their left side, which parsing in a loop does not notice.
    /// </summary>
    public void CheckStack()
    {
        if (!RuntimeHelpers.TryEnsureSufficientExecutionStack())
        {
            throw Limit(TemplateLimit.Recursion, "The expression is too deep.");
        }
    }

    public TemplateLimitException Limit(TemplateLimit limit, string message)
    {
        var (line, column) = Source.Position(Start);
        return new TemplateLimitException(limit, Source.Name, line, column, message);
    }
}
