namespace Workflows.Server.Templates;

/// <summary>Which version to take up again.</summary>
internal sealed record RestoreInput(int Version);
