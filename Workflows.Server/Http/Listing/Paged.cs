namespace Workflows.Server.Http.Listing;

/// <summary>A page of a list (C-LIST).</summary>
/// <typeparam name="T">What is listed.</typeparam>
/// <param name="Count">How many rows match in all.</param>
/// <param name="Next">Path and query of the next page; null on the last.</param>
/// <param name="Previous">Path and query of the page before; null on the first.</param>
/// <param name="Results">The rows of this page.</param>
public sealed record Paged<T>(long Count, string? Next, string? Previous, IReadOnlyList<T> Results);
