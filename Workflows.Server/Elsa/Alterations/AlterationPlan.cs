using Workflows.Engine.Durability.Requests;

namespace Workflows.Server.Elsa.Alterations;

/// <summary>What would be done to an instance.</summary>
/// <param name="InstanceId">The instance.</param>
/// <param name="Commands">The commands, in order.</param>
/// <param name="Steps">The same for people.</param>
/// <param name="Problem">Why it cannot be done; null: it can.</param>
internal sealed record AlterationPlan(Guid InstanceId, IReadOnlyList<OperatorCommand> Commands, IReadOnlyList<string> Steps, string? Problem);
