using Workflows.Engine.Durability.Requests;

namespace Workflows.Engine.Operations.Alterations;

/// <summary>What a plan does to one instance.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Commands">The commands, in order; none: it is refused.</param>
/// <param name="Steps">The same for people.</param>
/// <param name="Problem">Why it is refused; null: it is not.</param>
public sealed record AlterationOrder(Guid InstanceId, IReadOnlyList<OperatorCommand> Commands, IReadOnlyList<string> Steps, string? Problem);
