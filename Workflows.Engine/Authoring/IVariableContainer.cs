namespace Workflows.Engine.Authoring;

/// <summary>An activity that declares variables for itself and everything inside it.</summary>
public interface IVariableContainer : IActivity
{
    /// <summary>The declared variables.</summary>
    ICollection<Variable> Variables { get; }
}
