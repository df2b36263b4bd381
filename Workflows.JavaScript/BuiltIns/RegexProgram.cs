using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Workflows.JavaScript.BuiltIns;

/// <summary>A translated pattern. Shared by all engines; the .NET expressions differ in their time limit only.</summary>
internal sealed class RegexProgram
{
    private const int CacheSize = 256;

    /// <summary>Large expressions are not kept: they could fill the memory of the process.</summary>
    private const int MaxCachedLength = 4096;
    private static readonly ConcurrentDictionary<(string, string), RegexProgram> Cache = new();
    private static readonly int[] Limits = [10, 25, 50, 100, 250, 1000, 5000];
    private readonly Regex?[] _byLimit = new Regex?[Limits.Length + 1];
    private readonly string _pattern;

    private RegexProgram(RegexTranslator translated)
    {
        _pattern = translated.Result;
        GroupCount = translated.GroupCount;
        Names = translated.Names;
    }

    public int GroupCount { get; }

    /// <summary>Group names with their numbers, in the order of the pattern.</summary>
    public IReadOnlyList<(string Name, int Number)> Names { get; }

    /// <summary>Translates a pattern, or returns null and the reason why it is invalid.</summary>
    public static RegexProgram? Create(string pattern, string flags, out string? problem)
    {
        problem = null;
        if (Cache.TryGetValue((pattern, flags), out var known))
        {
            return known;
        }

        var translator = new RegexTranslator(pattern, flags);
        problem = translator.Translate();
        if (problem is not null)
        {
            return null;
        }

        var program = new RegexProgram(translator);
        try
        {
            program.For(TimeSpan.FromMilliseconds(250));
        }
        catch (ArgumentException)
        {
            problem = "The expression is too complex";
            return null;
        }

        if (program._pattern.Length > MaxCachedLength)
        {
            return program;
        }

        if (Cache.Count >= CacheSize)
        {
            Cache.Clear();
        }

        Cache[(pattern, flags)] = program;
        return program;
    }

    public Match Match(Realm realm, string text, int start)
    {
        realm.Steps(2);
        var limit = realm.Options.RegexTimeout;
        var remaining = realm.Remaining();
        try
        {
            return For(remaining < limit ? remaining : limit).Match(text, start);
        }
        catch (RegexMatchTimeoutException)
        {
            throw remaining < limit
                ? new ScriptLimitException(ScriptLimit.Time, $"The script ran longer than {realm.Options.Timeout}.")
                : new ScriptLimitException(ScriptLimit.RegularExpression, $"A regular expression took longer than {limit}.");
        }
    }

    private Regex For(TimeSpan limit)
    {
        var at = 0;
        while (at < Limits.Length - 1 && Limits[at + 1] <= limit.TotalMilliseconds)
        {
            at++;
        }

        return Volatile.Read(ref _byLimit[at]) ?? (_byLimit[at] = new Regex(_pattern, RegexOptions.CultureInvariant, TimeSpan.FromMilliseconds(Limits[at])));
    }
}
