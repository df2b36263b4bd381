namespace Workflows.Engine.Operations.Alterations;

/// <summary>What became of one instance of a plan.</summary>
/// <param name="Id">Its own id.</param>
/// <param name="InstanceId">The instance.</param>
/// <param name="Steps">What is done, for people.</param>
/// <param name="Problem">Why it was refused; null: it was not.</param>
/// <param name="IsOpen">Whether commands of it are still to be carried out.</param>
public sealed record AlterationJob(Guid Id, Guid InstanceId, IReadOnlyList<string> Steps, string? Problem, bool IsOpen);
