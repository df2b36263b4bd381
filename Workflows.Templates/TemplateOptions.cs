using System.Globalization;

namespace Workflows.Templates;

/// <summary>
/// How a template is parsed and rendered. Share one instance between all templates of a kind: it caches what it learns.
/// It must not be changed once a template was parsed with it.
/// </summary>
public sealed class TemplateOptions
{
    private GlobalFunctions? _functions;

    /// <summary>The options used when none are given.</summary>
    public static TemplateOptions Default { get; } = new();

    /// <summary>The language. Default: <see cref="TemplateMode.Scriban"/>.</summary>
    public TemplateMode Mode { get; init; }

    /// <summary>
    /// Whether a variable or member that does not exist is an error instead of null. <c>a ?? b</c> and <c>a?.b</c> may still
    /// ask for what does not exist. Default: false.
    /// </summary>
    public bool StrictVariables { get; init; }

    /// <summary>How values are encoded on output. Default: <see cref="TemplateEscaping.None"/>.</summary>
    public TemplateEscaping Escaping { get; init; }

    /// <summary>Whether the lines of a value are indented like the code that writes it. Default: true.</summary>
    public bool AutoIndent { get; init; } = true;

    /// <summary>Finds what <c>include</c> asks for. Default: null, then <c>include</c> is an error.</summary>
    public ITemplateLoader? Loader { get; init; }

    /// <summary>The sandbox. Default: see <see cref="TemplateLimits"/>.</summary>
    public TemplateLimits Limits { get; init; } = new();

    /// <summary>Formats numbers and dates, compares strings. Default: null, the current culture at the time of rendering.</summary>
    public CultureInfo? Culture { get; init; }

    /// <summary>Zone of <c>date.now</c> and of parsed dates. Default: null, the zone of the machine.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>The clock of <c>date.now</c> and of the time limit. Default: <see cref="TimeProvider.System"/>.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Variables and functions every template sees, by name: plain values, delegates (called as functions; a returned task is
    /// awaited; a last parameter of type <see cref="CancellationToken"/> gets the token of the rendering), or an
    /// <see cref="IDictionary{TKey, TValue}"/> of those for a group such as <c>mail.link</c>. A model member of the same name wins.
    /// Default: none.
    /// </summary>
    public IReadOnlyDictionary<string, object?> Globals { get; init; } = new Dictionary<string, object?>(StringComparer.Ordinal);

    internal GlobalFunctions Functions => _functions ??= GlobalFunctions.Create(this);
}
