namespace Workflows.Server.Http.Listing;

/// <summary>What a list may be asked: its filters, orders, and whether it searches. Endpoint metadata (C-LIST).</summary>
public sealed record ListShape
{
    /// <summary>Filter name to what it means; every other query parameter is refused.</summary>
    public IReadOnlyDictionary<string, string> Filters { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Members that <c>ordering</c> may name, each also with a leading minus.</summary>
    public IReadOnlyList<string> Orderings { get; init; } = ["created_at"];

    /// <summary>The order when nothing is said. Default: newest first.</summary>
    public string DefaultOrdering { get; init; } = "-created_at";

    /// <summary>What <c>search</c> looks in; null when the list does not search.</summary>
    public string? Search { get; init; }

    /// <summary>Whether <c>created_after</c> and <c>created_before</c> are understood. Default: true.</summary>
    public bool ByCreation { get; init; } = true;

    /// <summary>True: one answer and no pages; only the filters are understood. Default: false.</summary>
    public bool IsReport { get; init; }

    /// <summary>All names the list understands.</summary>
    public IEnumerable<string> Names
    {
        get
        {
            if (IsReport)
            {
                return Filters.Keys;
            }

            var names = Filters.Keys.Concat(["page", "page_size", "ordering"]);
            names = Search is null ? names : names.Append("search");
            return ByCreation ? names.Concat(["created_after", "created_before"]) : names;
        }
    }
}
