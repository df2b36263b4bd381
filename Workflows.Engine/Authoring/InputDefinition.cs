namespace Workflows.Engine.Authoring;

/// <summary>Declares an input of a workflow.</summary>
public sealed class InputDefinition : ArgumentDefinition
{
    /// <summary>Editor of the designer.</summary>
    public string UIHint { get; set; } = InputUIHints.SingleLine;

    /// <summary>Kept for Elsa sources.</summary>
    public Type? StorageDriverType { get; set; }
}
