using Workflows.Engine.Authoring;

namespace Workflows.Engine.Tests.Durability;

/// <summary>A workflow from a lambda.</summary>
internal sealed class TestWorkflow(string definitionId, Action<IWorkflowBuilder> build) : WorkflowBase
{
    protected override void Build(IWorkflowBuilder builder)
    {
        builder.WithDefinitionId(definitionId);
        builder.Id = $"{definitionId}:1";
        build(builder);
    }
}
