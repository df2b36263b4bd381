using Workflows.Engine.Operations.Bulk;

namespace Workflows.Server.Processes;

/// <summary>Body of a bulk command or its preview.</summary>
/// <param name="Action">retry, skip or cancel.</param>
/// <param name="Filter">Whom it concerns; must filter something.</param>
/// <param name="Outcomes">With skip: the outcomes; null for the default one.</param>
/// <param name="Reason">Why, for journals and audit.</param>
/// <param name="Expected">The number that the preview showed: when it has become more, nothing is done.</param>
internal sealed record BulkInput(
    string Action, BulkFilter Filter, IReadOnlyList<string>? Outcomes = null, string? Reason = null, int? Expected = null);
