namespace Workflows.Server.Elsa.Transport;

/// <summary>A whole list.</summary>
internal sealed record ItemList<T>(IReadOnlyCollection<T> Items)
{
    public int Count => Items.Count;
}

/// <summary>Part of a list.</summary>
internal sealed record ItemPage<T>(IReadOnlyCollection<T> Items, long TotalCount);
