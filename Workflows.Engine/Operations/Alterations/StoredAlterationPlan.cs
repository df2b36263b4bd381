namespace Workflows.Engine.Operations.Alterations;

/// <summary>A plan that was submitted.</summary>
/// <param name="Id">Its id.</param>
/// <param name="CreatedAt">When it was submitted.</param>
/// <param name="RequestedBy">By whom.</param>
/// <param name="Alterations">The alterations as JSON, as they were sent.</param>
/// <param name="Filter">The filter as JSON, as it was sent; null: the instances were named.</param>
/// <param name="Jobs">What became of each instance.</param>
public sealed record StoredAlterationPlan(
    string Id, DateTimeOffset CreatedAt, string RequestedBy, string Alterations, string? Filter, IReadOnlyList<AlterationJob> Jobs);
