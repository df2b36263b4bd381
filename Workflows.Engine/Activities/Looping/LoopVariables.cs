using System.Globalization;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;

namespace Workflows.Engine.Activities.Looping;

/// <summary>Variables that one round of a loop sees. Their ids are unique in the instance and the same after a restart.</summary>
internal static class LoopVariables
{
    public static IEnumerable<Variable> Of(ActivityExecutionContext loop, object? value, int? index)
    {
        var scope = string.Create(CultureInfo.InvariantCulture, $"{loop.Number:x}.{loop.WorkflowExecutionContext.LastNumber:x}");
        yield return new Variable("CurrentValue", value, scope + ":value");
        if (index is not null)
        {
            yield return new Variable("CurrentIndex", index, scope + ":index");
        }
    }
}
