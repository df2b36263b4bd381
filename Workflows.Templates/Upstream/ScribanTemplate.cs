using System.Text.Json;
using System.Text.Json.Nodes;
using Scriban;
using Scriban.Parsing;
using Scriban.Runtime;
using Scriban.Syntax;

namespace Workflows.Templates.Upstream;

/// <summary>
/// A template parsed and rendered by the stock Scriban. Compiled with -p:UpstreamPackages=true only. Stock Scriban cannot escape
/// on output, has no time limit of its own beyond a cancellation, and stops a rendering with one kind of exception whatever the limit.
/// </summary>
public sealed class ScribanTemplate
{
    private readonly Scriban.Template _template;
    private readonly TemplateOptions _options;
    private readonly LexerOptions _lexer;

    private ScribanTemplate(string text, string? sourceName, TemplateOptions options)
    {
        _options = options;
        _lexer = new LexerOptions
        {
            Lang = options.Mode == TemplateMode.Liquid ? ScriptLang.Liquid : ScriptLang.Default,
            Mode = options.Mode == TemplateMode.ScriptOnly ? ScriptMode.ScriptOnly : ScriptMode.Default,
        };
        _template = Scriban.Template.Parse(text, sourceName, new ParserOptions(), _lexer);
        Messages = [.. _template.Messages.Where(static m => m.Type == ParserMessageType.Error)
            .Select(static m => new TemplateMessage(m.Span.FileName, m.Span.Start.Line + 1, m.Span.Start.Column + 1, m.Message))];
    }

    /// <summary>Whether parsing found a problem.</summary>
    public bool HasErrors => _template.HasErrors;

    /// <summary>All problems found by parsing.</summary>
    public IReadOnlyList<TemplateMessage> Messages { get; }

    /// <summary>Parses a template; see <see cref="Template.Parse"/>.</summary>
    /// <exception cref="NotSupportedException">The options ask for escaping, which stock Scriban does not have.</exception>
    public static ScribanTemplate Parse(string text, string? sourceName = null, TemplateOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        options ??= TemplateOptions.Default;
        return options.Escaping == TemplateEscaping.None
            ? new ScribanTemplate(text, sourceName, options)
            : throw new NotSupportedException("Stock Scriban does not escape on output: render HTML with Workflows.Templates.Template.");
    }

    /// <summary>Renders to a string; see <see cref="Template.Render"/>.</summary>
    /// <exception cref="InvalidOperationException">The template has errors.</exception>
    /// <exception cref="TemplateRuntimeException">Rendering failed, or a limit was reached.</exception>
    public string Render(object? model = null)
    {
        using var time = new CancellationTokenSource(_options.Limits.Time, _options.TimeProvider);
        try
        {
            return Checked().Render(ContextOf(model, time.Token));
        }
        catch (ScriptRuntimeException exception)
        {
            throw Failed(exception);
        }
    }

    /// <summary>Renders to a string, awaiting what the loader returns; see <see cref="Template.RenderAsync"/>.</summary>
    /// <exception cref="InvalidOperationException">The template has errors.</exception>
    /// <exception cref="TemplateRuntimeException">Rendering failed, or a limit was reached.</exception>
    public async ValueTask<string> RenderAsync(object? model, CancellationToken cancellationToken)
    {
        using var time = new CancellationTokenSource(_options.Limits.Time, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(time.Token, cancellationToken);
        try
        {
            return await Checked().RenderAsync(ContextOf(model, either.Token));
        }
        catch (ScriptRuntimeException exception)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Failed(exception);
        }
    }

    private static TemplateRuntimeException Failed(ScriptRuntimeException exception) => new(
        exception.Span.FileName, exception.Span.Start.Line + 1, exception.Span.Start.Column + 1, exception.OriginalMessage, exception);

    private Scriban.Template Checked() => HasErrors
        ? throw new InvalidOperationException($"The template has errors: {Messages[0]}")
        : _template;

    private TemplateContext ContextOf(object? model, CancellationToken cancellationToken)
    {
        var context = _options.Mode == TemplateMode.Liquid ? new LiquidTemplateContext() : new TemplateContext();
        context.StrictVariables = _options.StrictVariables;
        context.AutoIndent = _options.AutoIndent;
        context.LoopLimit = _options.Limits.LoopIterations;
        context.RecursiveLimit = _options.Limits.Recursion;
        context.LimitToString = _options.Limits.StringLength;
        context.RegexTimeOut = _options.Limits.RegexTime;
        context.CancellationToken = cancellationToken;
        context.TemplateLoader = _options.Loader is { } loader ? new Loader(loader) : null;
        context.TemplateLoaderParserOptions = new ParserOptions();
        context.TemplateLoaderLexerOptions = _lexer;
        if (_options.Culture is { } culture)
        {
            context.PushCulture(culture);
        }

        context.PushGlobal(ObjectOf(_options.Globals));
        context.PushGlobal(ModelOf(model));
        return context;
    }

    private static ScriptObject ModelOf(object? model)
    {
        if (model is JsonElement or JsonNode)
        {
            return ValueOf(model) as ScriptObject ?? new ScriptObject();
        }

        if (model is IEnumerable<KeyValuePair<string, object?>> members)
        {
            return ObjectOf(members);
        }

        var result = new ScriptObject();
        if (model is not null)
        {
            // The stock renamer makes snake_case, too.
            result.Import(model);
        }

        return result;
    }

    private static ScriptObject ObjectOf(IEnumerable<KeyValuePair<string, object?>> members)
    {
        var result = new ScriptObject();
        foreach (var (name, value) in members)
        {
            if (value is Delegate function)
            {
                result.Import(name, function);
            }
            else
            {
                result.SetValue(name, ValueOf(value), readOnly: false);
            }
        }

        return result;
    }

    private static object? ValueOf(object? value) => value switch
    {
        JsonNode node => ValueOf(JsonSerializer.SerializeToElement(node)),
        JsonElement { ValueKind: JsonValueKind.Object } element =>
            ObjectOf(element.EnumerateObject().Select(static p => KeyValuePair.Create(p.Name, (object?)p.Value))),
        JsonElement { ValueKind: JsonValueKind.Array } element => new ScriptArray(element.EnumerateArray().Select(static item => ValueOf(item))),
        JsonElement { ValueKind: JsonValueKind.String } element => element.GetString(),
        JsonElement { ValueKind: JsonValueKind.Number } element => element.TryGetInt64(out var whole) ? whole : element.GetDouble(),
        JsonElement { ValueKind: JsonValueKind.True } => true,
        JsonElement { ValueKind: JsonValueKind.False } => false,
        JsonElement => null,
        IEnumerable<KeyValuePair<string, object?>> members => ObjectOf(members),
        _ => value,
    };

    /// <summary>Gives the text of what our loader finds; stock Scriban parses it itself, once for each rendering.</summary>
    private sealed class Loader(ITemplateLoader loader) : Scriban.Runtime.ITemplateLoader
    {
        public string GetPath(TemplateContext context, SourceSpan callerSpan, string templateName) => templateName;

        public string? Load(TemplateContext context, SourceSpan callerSpan, string templatePath) => loader.Load(templatePath)?.Text;

        public async ValueTask<string?> LoadAsync(TemplateContext context, SourceSpan callerSpan, string templatePath) =>
            (await loader.LoadAsync(templatePath, context.CancellationToken))?.Text;
    }
}
