namespace Workflows.Engine.Operations;

/// <summary>Something the self-check found.</summary>
/// <param name="Kind">Stable words, e.g. <c>nothing can wake it</c>, <c>orphan timer</c>, <c>expired lease</c>.</param>
/// <param name="TenantId">Whose.</param>
/// <param name="InstanceId">The instance; null for none.</param>
/// <param name="Since">Since when; null when unknown.</param>
/// <param name="Detail">In words.</param>
public sealed record SelfCheckFinding(string Kind, Guid TenantId, Guid? InstanceId, DateTimeOffset? Since, string Detail);
