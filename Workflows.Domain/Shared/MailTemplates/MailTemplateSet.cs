using System.Collections.Concurrent;
using System.Globalization;
using Workflows.Domain.Shared.Messages;
using Workflows.Templates;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>
/// All templates as one tenant sees them. Immutable; templates are parsed when they are first used and then kept, so share one
/// set for as long as nothing changes.
/// </summary>
internal sealed class MailTemplateSet
{
    public const string HtmlPart = "html", TextPart = "text", SubjectPart = "subject";

    // A mail is read by people: what needs more is a mistake, and many mails are rendered inside of transactions.
    private static readonly TemplateLimits Limits = new()
    {
        LoopIterations = 20_000,
        Recursion = 40,
        OutputLength = 1_048_576,
        StringLength = 262_144,
        Time = TimeSpan.FromSeconds(2),
        RegexTime = TimeSpan.FromMilliseconds(250),
    };

    private readonly MailSite _site;
    private readonly PartLoader _html;
    private readonly PartLoader _text;
    private readonly ConcurrentDictionary<string, CompiledMail> _mails = new(StringComparer.Ordinal);

    public MailTemplateSet(IReadOnlyDictionary<string, MailTemplateContent> contents, MailSite site)
    {
        Contents = contents;
        _site = site;
        _html = new PartLoader(this, HtmlPart, TemplateEscaping.Html);
        _text = new PartLoader(this, TextPart, TemplateEscaping.None);
    }

    /// <summary>The templates by key.</summary>
    public IReadOnlyDictionary<string, MailTemplateContent> Contents { get; }

    /// <summary>The same set with some templates replaced or added.</summary>
    public MailTemplateSet With(IEnumerable<KeyValuePair<string, MailTemplateContent>> replaced)
    {
        var contents = new Dictionary<string, MailTemplateContent>(Contents, StringComparer.Ordinal);
        foreach (var (key, content) in replaced)
        {
            contents[key] = content;
        }

        return new MailTemplateSet(contents, _site);
    }

    /// <summary>The same set without one template.</summary>
    public MailTemplateSet Without(string key) => new(
        Contents.Where(pair => pair.Key != key).ToDictionary(static p => p.Key, static p => p.Value, StringComparer.Ordinal), _site);

    /// <summary>A mail, ready to render.</summary>
    /// <exception cref="MailTemplateException">There is no such mail, or a part of it does not parse.</exception>
    public CompiledMail Get(string key)
    {
        if (_mails.TryGetValue(key, out var known))
        {
            return known;
        }

        if (!Contents.TryGetValue(key, out var content) || MailTemplateKey.IsPart(key))
        {
            throw new MailTemplateException($"There is no mail template {key}.");
        }

        if (content is not { Html: not null, Text: not null, Subject: not null })
        {
            throw new MailTemplateException($"The mail template {key} needs a subject, an HTML part and a text part.");
        }

        var subject = Template.Parse(content.Subject, $"{key} {SubjectPart}", _text.Options);
        List<Template> parsed = [subject, Part(key, HtmlPart)!, Part(key, TextPart)!];
        var problems = parsed.SelectMany(static t => t.Messages).ToList();
        return problems.Count > 0
            ? throw new MailTemplateException(string.Join("; ", problems))
            : _mails[key] = new CompiledMail(subject, InLayout(_html, parsed[1], content.Layout), InLayout(_text, parsed[2], content.Layout));
    }

    /// <summary>One parsed part of a template; null when there is none.</summary>
    public Template? Part(string key, string part) => (part == HtmlPart ? _html : _text).Load(key);

    /// <summary>Parses a subject line with the options of this set.</summary>
    public Template ParseSubject(string key, string subject) => Template.Parse(subject, $"{key} {SubjectPart}", _text.Options);

    /// <summary>The names that exist beside the model.</summary>
    public IEnumerable<string> GlobalNames => _site.Globals.Keys;

    private static Template InLayout(PartLoader loader, Template body, string? layout) =>
        // The body runs first, so that what it sets is known to the layout.
        layout is null
            ? body
            : Template.Parse(
                $"{{{{ capture content; include '{body.SourceName!.Split(' ')[0]}'; end; include '{layout}' }}}}", $"{layout} frame", loader.Options);

    private sealed class PartLoader : ITemplateLoader
    {
        private readonly MailTemplateSet _set;
        private readonly string _part;
        private readonly ConcurrentDictionary<string, Template> _parts = new(StringComparer.Ordinal);

        public PartLoader(MailTemplateSet set, string part, TemplateEscaping escaping)
        {
            _set = set;
            _part = part;
            Options = new TemplateOptions
            {
                StrictVariables = true,
                Escaping = escaping,
                Culture = CultureInfo.InvariantCulture,
                TimeZone = TimeZoneInfo.Utc,
                TimeProvider = set._site.Time,
                Globals = set._site.Globals,
                Limits = Limits,
                Loader = this,
            };
        }

        public TemplateOptions Options { get; }

        public Template? Load(string name)
        {
            if (_parts.TryGetValue(name, out var known))
            {
                return known;
            }

            if (!_set.Contents.TryGetValue(name, out var content) || (_part == HtmlPart ? content.Html : content.Text) is not { } text)
            {
                return null;
            }

            return _parts[name] = Template.Parse(text, $"{name} {_part}", Options);
        }
    }
}
