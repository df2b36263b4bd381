namespace Workflows.Server.Elsa.Transport;

/// <summary>A whole list.</summary>
internal sealed record ItemList<T>(IReadOnlyCollection<T> Items)
{
    public int Count => Items.Count;
}
