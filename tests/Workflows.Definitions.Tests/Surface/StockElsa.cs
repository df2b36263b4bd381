namespace Workflows.Definitions.Tests.Surface;

/// <summary>
/// Members of the engine that Elsa 3.8 has under the same name, with the same parameters and meaning, as far as activities and
/// definitions use them. A line enters after a build with <c>-p:ElsaPackages=true</c> (decision 0901).
/// </summary>
internal static class StockElsa
{
    public static readonly string[] Members =
        """
        Activities.Container
        Activities.Container.get_Activities()
        Activities.Flow.Connection
        Activities.Flow.Connection.ctor(Endpoint, Endpoint)
        Activities.Flow.End
        Activities.Flow.End.ctor(String, Nullable<Int32>)
        Activities.Flow.Endpoint
        Activities.Flow.Endpoint.ctor(IActivity, String)
        Activities.Flow.Flowchart
        Activities.Flow.Flowchart.ctor(String, Nullable<Int32>)
        Activities.Flow.Flowchart.set_Connections(ICollection<Connection>)
        Activities.Flow.Flowchart.set_Start(IActivity)
        Activities.Primitives.ActivityExecutionContextEventExtensions
        Activities.Primitives.ActivityExecutionContextEventExtensions.GetEventInput(ActivityExecutionContext)
        Activities.Primitives.ActivityExecutionContextEventExtensions.WaitForEvent(ActivityExecutionContext, String, ExecuteActivityDelegate)
        Activities.Primitives.SetVariable
        Activities.Primitives.SetVariable.ctor(String, Nullable<Int32>)
        Activities.Primitives.SetVariable.set_Value(Input<Object>)
        Activities.Primitives.SetVariable.set_Variable(Variable)
        Activities.Scheduling.DelayActivityExecutionContextExtensions
        Activities.Scheduling.DelayActivityExecutionContextExtensions.DelayUntil(ActivityExecutionContext, DateTimeOffset, ExecuteActivityDelegate)
        Activities.Workflow
        Activities.Workflow.get_Identity()
        Authoring.Activity
        Authoring.Activity.ctor(String, Nullable<Int32>)
        Authoring.Activity.set_Id(String)
        Authoring.Activity.set_Name(String)
        Authoring.ActivityAttribute
        Authoring.ActivityAttribute.ctor(String, String, String)
        Authoring.FlowNodeAttribute
        Authoring.FlowNodeAttribute.ctor(String[])
        Authoring.IActivity
        Authoring.IWorkflowBuilder
        Authoring.IWorkflowBuilder.WithDefinitionId(String)
        Authoring.IWorkflowBuilder.WithInput(String, String)
        Authoring.IWorkflowBuilder.WithVariable(String, M0)
        Authoring.IWorkflowBuilder.set_Description(String)
        Authoring.IWorkflowBuilder.set_Name(String)
        Authoring.IWorkflowBuilder.set_Root(IActivity)
        Authoring.InputAttribute
        Authoring.InputAttribute.DefaultValue=
        Authoring.InputAttribute.Description=
        Authoring.InputAttribute.ctor()
        Authoring.InputDefinition
        Authoring.Input`1
        Authoring.Input`1.ctor(Func<ExpressionExecutionContext, T0>, String)
        Authoring.Input`1.ctor(T0, String)
        Authoring.Input`1.ctor(Variable)
        Authoring.MemoryBlockReference
        Authoring.OutputAttribute
        Authoring.OutputAttribute.Description=
        Authoring.OutputAttribute.ctor()
        Authoring.Output`1
        Authoring.Output`1.ctor(MemoryBlockReference)
        Authoring.Variable
        Authoring.Variable`1
        Authoring.WorkflowBase
        Authoring.WorkflowBase.ctor()
        Authoring.WorkflowIdentity
        Authoring.WorkflowIdentity.get_Version()
        Execution.ActivityExecutionContext
        Execution.ActivityExecutionContext.CompleteActivityWithOutcomesAsync(String[])
        Execution.ActivityExecutionContext.Get(Input<M0>)
        Execution.ActivityExecutionContext.GetRequiredService()
        Execution.ActivityExecutionContext.Set(Output<M0>, M0, String)
        Execution.ActivityExecutionContext.get_CancellationToken()
        Execution.ActivityExecutionContext.get_WorkflowExecutionContext()
        Execution.ExecuteActivityDelegate
        Execution.ExecuteActivityDelegate.ctor(Object, IntPtr)
        Execution.WorkflowExecutionContext
        Execution.WorkflowExecutionContext.get_Id()
        Execution.WorkflowExecutionContext.get_Workflow()
        Expressions.ExpressionExecutionContext
        Expressions.ExpressionExecutionContextExtensions
        Expressions.ExpressionExecutionContextExtensions.GetInput(ExpressionExecutionContext, String)
        override Authoring.Activity.ExecuteAsync(ActivityExecutionContext)
        override Authoring.WorkflowBase.Build(IWorkflowBuilder)
        """.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
