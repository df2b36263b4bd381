namespace Workflows.Server.Http.Problems;

/// <summary>Ends a request with a problem document. For expected outcomes that have no better return value.</summary>
public sealed class ProblemException(Problem problem) : Exception(problem?.Detail)
{
    /// <summary>What is written.</summary>
    public Problem Problem { get; } = problem ?? throw new ArgumentNullException(nameof(problem));
}
