// The public signatures of Scriban 7 that the adapter uses, with just enough behind them to see what it asks for. The names and
// types are the package's; decision 0506 says how they were taken.
#pragma warning disable // The shapes are the package's, not ours.
using System.Globalization;
using Scriban.Parsing;
using Scriban.Runtime;

namespace Scriban
{
    public class Template
    {
        private Template(string text, string? sourceFilePath, LexerOptions lexerOptions)
        {
            Text = text;
            LexerOptions = lexerOptions;
            Messages = new LogMessageBag();
            if (text.Contains("{{ if", StringComparison.Ordinal))
            {
                Messages.Add(new LogMessage(ParserMessageType.Error, SpanOf(sourceFilePath), "broken"));
                Messages.Add(new LogMessage(ParserMessageType.Warning, SpanOf(sourceFilePath), "odd"));
            }
        }

        public string Text { get; }

        public LexerOptions LexerOptions { get; }

        public LogMessageBag Messages { get; }

        public bool HasErrors => Messages.Count > 0;

        public static Template Parse(
            string text, string? sourceFilePath = null, ParserOptions? parserOptions = null, LexerOptions? lexerOptions = null) =>
            new(text, sourceFilePath, lexerOptions ?? default);

        public string Render(TemplateContext context)
        {
            Seen = context;
            return Text == "fail" ? throw new Syntax.ScriptRuntimeException(SpanOf("f"), "bad") : Text;
        }

        public ValueTask<string> RenderAsync(TemplateContext context) => new(Render(context));

        [ThreadStatic]
        public static TemplateContext? Seen;

        private static SourceSpan SpanOf(string? file) => new(file!, new TextPosition(9, 2, 4), new TextPosition(10, 2, 5));
    }

    public class TemplateContext
    {
        public Stack<IScriptObject> Globals { get; } = new();

        public CultureInfo? Culture { get; private set; }

        public bool StrictVariables { get; set; }

        public bool AutoIndent { get; set; }

        public int LoopLimit { get; set; }

        public int RecursiveLimit { get; set; }

        public int LimitToString { get; set; }

        public TimeSpan RegexTimeOut { get; set; }

        public CancellationToken CancellationToken { get; set; }

        public ITemplateLoader? TemplateLoader { get; set; }

        public ParserOptions TemplateLoaderParserOptions { get; set; }

        public LexerOptions TemplateLoaderLexerOptions { get; set; }

        public void PushCulture(CultureInfo culture) => Culture = culture;

        public void PushGlobal(IScriptObject scriptObject) => Globals.Push(scriptObject);
    }

    public class LiquidTemplateContext : TemplateContext;
}

namespace Scriban.Parsing
{
    public enum ParserMessageType
    {
        Error,
        Warning,
    }

    public enum ScriptLang
    {
        Default,
        Liquid,
        Scientific,
    }

    public enum ScriptMode
    {
        Default,
        FrontMatterOnly,
        FrontMatterAndContent,
        ScriptOnly,
    }

    public struct ParserOptions;

    public struct LexerOptions
    {
        public ScriptMode Mode { get; set; }

        public ScriptLang Lang { get; set; }
    }

    public struct TextPosition(int offset, int line, int column)
    {
        public int Offset { get; set; } = offset;

        public int Line { get; set; } = line;

        public int Column { get; set; } = column;
    }

    public struct SourceSpan(string fileName, TextPosition start, TextPosition end)
    {
        public string FileName { get; set; } = fileName;

        public TextPosition Start { get; set; } = start;

        public TextPosition End { get; set; } = end;
    }

    public class LogMessage(ParserMessageType type, SourceSpan span, string message)
    {
        public ParserMessageType Type { get; set; } = type;

        public SourceSpan Span { get; set; } = span;

        public string Message { get; set; } = message;
    }

    public class LogMessageBag : List<LogMessage>;
}

namespace Scriban.Runtime
{
    public interface IScriptObject;

    public interface ITemplateLoader
    {
        string GetPath(TemplateContext context, SourceSpan callerSpan, string templateName);

        string? Load(TemplateContext context, SourceSpan callerSpan, string templatePath);

        ValueTask<string?> LoadAsync(TemplateContext context, SourceSpan callerSpan, string templatePath);
    }

    public class ScriptObject : Dictionary<string, object?>, IScriptObject
    {
        public void SetValue(string member, object? value, bool readOnly) => this[member] = value;
    }

    public class ScriptArray(IEnumerable<object?> values) : List<object?>(values);

    public static class ScriptObjectExtensions
    {
        public static void Import(this IScriptObject script, object obj) => ((ScriptObject)script)["imported"] = obj;

        public static void Import(this IScriptObject script, string member, Delegate function) => ((ScriptObject)script)[member] = function;
    }
}

namespace Scriban.Syntax
{
    public class ScriptRuntimeException(SourceSpan span, string message) : Exception(message)
    {
        public SourceSpan Span { get; } = span;

        public string OriginalMessage => base.Message;
    }
}
