namespace Workflows.Server.Elsa.Descriptors;

/// <summary>A choice of an editor.</summary>
/// <param name="Text">For people.</param>
/// <param name="Value">What is stored.</param>
internal sealed record PickItem(string Text, string Value);
