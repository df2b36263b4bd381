namespace Workflows.Domain.Shared.Processes;

/// <summary>A process to start.</summary>
/// <param name="DefinitionId">The workflow definition id, e.g. <c>ticket-sla</c>; its published version runs.</param>
/// <param name="CorrelationId"><c>{process}:{rowId}</c>.</param>
/// <param name="Input">Workflow inputs by name: JSON-serialisable values.</param>
public sealed record ProcessStart(
    string DefinitionId, string CorrelationId, IReadOnlyDictionary<string, object?> Input);
