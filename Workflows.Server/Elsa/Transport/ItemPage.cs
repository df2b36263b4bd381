namespace Workflows.Server.Elsa.Transport;

/// <summary>Part of a list.</summary>
internal sealed record ItemPage<T>(IReadOnlyCollection<T> Items, long TotalCount);
