namespace Workflows.Engine.Authoring;

/// <summary>States the outcomes of an activity, drawn as ports in a flowchart.</summary>
/// <param name="outcomes">Names of the outcomes.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class FlowNodeAttribute(params string[] outcomes) : Attribute
{
    /// <summary>Names of the outcomes.</summary>
    public ICollection<string> Outcomes { get; } = outcomes;
}
