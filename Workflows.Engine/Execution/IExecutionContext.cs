using Workflows.Engine.Authoring;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Execution;

/// <summary>A running workflow or activity.</summary>
public interface IExecutionContext
{
    /// <summary>Id of the run.</summary>
    string Id { get; }

    /// <summary>What runs.</summary>
    IActivity Activity { get; }

    /// <summary>Evaluates expressions in this scope.</summary>
    ExpressionExecutionContext ExpressionExecutionContext { get; }

    /// <summary>Variables that this scope declares.</summary>
    IEnumerable<Variable> Variables { get; }

    /// <summary>Durable properties of the run.</summary>
    IDictionary<string, object> Properties { get; }
}
