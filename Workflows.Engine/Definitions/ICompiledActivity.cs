namespace Workflows.Engine.Definitions;

/// <summary>An activity that prepares something once for all its runs.</summary>
internal interface ICompiledActivity
{
    void Compile(ActivityNode node, WorkflowGraph graph);
}
