namespace Workflows.Server.Http.Problems;

/// <summary>Answers for the exceptions of one module.</summary>
public interface IExceptionProblem
{
    /// <summary>The problem that the exception means, or null when it is not one of the module's.</summary>
    Problem? Map(Exception exception);
}
