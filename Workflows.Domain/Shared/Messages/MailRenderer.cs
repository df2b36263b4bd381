using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Options;
using Workflows.Templates;

namespace Workflows.Domain.Shared.Messages;

/// <summary>
/// Renders mails from template pairs. Variables are strict, HTML values are escaped, and parsed templates are kept until the
/// source gives another text.
/// </summary>
public sealed class MailRenderer
{
    /// <summary>Extension of the HTML part.</summary>
    public const string HtmlExtension = "sbnhtml";

    /// <summary>Extension of the text part.</summary>
    public const string TextExtension = "sbntxt";

    private readonly IMailTemplateSource _source;
    private readonly TemplateOptions _html;
    private readonly TemplateOptions _text;
    private readonly ConcurrentDictionary<string, Cached> _cache = new(StringComparer.Ordinal);

    /// <summary>Makes a renderer over a source of templates; share one instance.</summary>
    public MailRenderer(IMailTemplateSource source, IOptions<MailQueueOptions> options, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(options);
        _source = source;
        var globals = new Dictionary<string, object?>(StringComparer.Ordinal)
        {
            ["site"] = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["url"] = options.Value.FrontendUrl.ToString().TrimEnd('/'),
                ["name"] = options.Value.SiteName,
            },
        };
        _html = OptionsFor(HtmlExtension, TemplateEscaping.Html, globals, time);
        _text = OptionsFor(TextExtension, TemplateEscaping.None, globals, time);
    }

    /// <summary>Every problem of every template, each with file and position; empty when all can be used.</summary>
    public IReadOnlyList<string> FindProblems()
    {
        var problems = new List<string>();
        foreach (var key in _source.Keys)
        {
            try
            {
                Get(key);
            }
            catch (MailTemplateException exception)
            {
                problems.Add(exception.Message);
            }
        }

        return problems;
    }

    internal async ValueTask<RenderedMail> RenderAsync(string key, object model, CancellationToken cancellationToken) =>
        await Get(key).RenderAsync(model, cancellationToken);

    private MailTemplate Get(string key)
    {
        var html = _source.Find(key, HtmlExtension)
            ?? throw new MailTemplateException($"There is no template {key}.{HtmlExtension}.");
        var text = _source.Find(key, TextExtension)
            ?? throw new MailTemplateException($"There is no template {key}.{TextExtension}.");
        if (_cache.TryGetValue(key, out var cached) && cached.Html == html && cached.Text == text)
        {
            return cached.Template;
        }

        var template = MailTemplate.Parse(key, html, text, _html, _text);
        _cache[key] = new Cached(html, text, template);
        return template;
    }

    private TemplateOptions OptionsFor(
        string extension, TemplateEscaping escaping, Dictionary<string, object?> globals, TimeProvider time)
    {
        var loader = new PartLoader(_source, extension);
        var options = new TemplateOptions
        {
            StrictVariables = true,
            Escaping = escaping,
            Culture = CultureInfo.InvariantCulture,
            TimeZone = TimeZoneInfo.Utc,
            TimeProvider = time,
            Globals = globals,
            Loader = loader,
        };
        loader.Options = options;
        return options;
    }

    private sealed record Cached(string Html, string Text, MailTemplate Template);

    /// <summary>Lets a template include another of the same kind by its key, e.g. a common header.</summary>
    private sealed class PartLoader(IMailTemplateSource source, string extension) : ITemplateLoader
    {
        private readonly ConcurrentDictionary<string, (string Text, Template Template)> _parts = new(StringComparer.Ordinal);

        public TemplateOptions? Options { get; set; }

        public Template? Load(string name)
        {
            if (source.Find(name, extension) is not { } text)
            {
                return null;
            }

            if (_parts.TryGetValue(name, out var part) && part.Text == text)
            {
                return part.Template;
            }

            var template = Template.Parse(text, $"{name}.{extension}", Options);
            _parts[name] = (text, template);
            return template;
        }
    }
}
