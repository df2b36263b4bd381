using System.Collections.Frozen;

namespace Workflows.Server.Http.Problems;

/// <summary>What went wrong with a request, before it is written as <c>application/problem+json</c> (RFC 9457).</summary>
/// <param name="Status">HTTP status.</param>
/// <param name="Code">Stable machine word; see <see cref="ProblemCodes"/>.</param>
/// <param name="Detail">What is wrong with this request and what to do, for people.</param>
public sealed record Problem(int Status, string Code, string Detail)
{
    private static readonly FrozenDictionary<int, string> Titles = new Dictionary<int, string>
    {
        [400] = "The request is not valid",
        [401] = "Sign-in needed",
        [403] = "Not allowed",
        [404] = "Not found",
        [405] = "Method not allowed",
        [408] = "The request took too long",
        [409] = "The request conflicts with the current state",
        [410] = "Gone",
        [412] = "The row has changed",
        [413] = "The body is too large",
        [415] = "Unsupported media type",
        [429] = "Too many requests",
        [500] = "Internal error",
        [503] = "Temporarily unavailable",
    }.ToFrozenDictionary();

    /// <summary>Short name of the status; the same for every problem of it.</summary>
    public string Title => Titles.GetValueOrDefault(Status, "The request failed");

    /// <summary>Field or query parameter to messages; null when no field is to blame.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    /// <summary>Further members of the document, e.g. the allowed actions. Names in snake_case.</summary>
    public IReadOnlyDictionary<string, object?>? Extensions { get; init; }

    /// <summary>When to try again; written as <c>Retry-After</c> in whole seconds, rounded up. Null: not said.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>No such row, or another tenant's: the two are not told apart.</summary>
    public static Problem NotFound(string what) => new(404, ProblemCodes.NotFound, $"There is no such {what}.");

    /// <summary>One field is wrong.</summary>
    public static Problem Invalid(string field, string message) => new(400, ProblemCodes.Validation, message)
    {
        Errors = new Dictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { [field] = [message] },
    };
}
