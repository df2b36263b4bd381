namespace Workflows.Server.Http.Listing;

/// <summary>One order of a list; lists append the id so that pages are stable.</summary>
/// <param name="Member">A name of <see cref="ListShape.Orderings"/>.</param>
/// <param name="Descending">Whether the largest comes first.</param>
public sealed record ListOrder(string Member, bool Descending)
{
    /// <summary>As it stands in the query: <c>-created_at</c>.</summary>
    public override string ToString() => Descending ? $"-{Member}" : Member;
}
