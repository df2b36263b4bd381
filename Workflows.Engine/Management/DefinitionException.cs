namespace Workflows.Engine.Management;

/// <summary>A definition cannot be accepted or run as it is; says everything that is wrong with it.</summary>
public sealed class DefinitionException : Exception
{
    /// <summary>Creates the exception.</summary>
    public DefinitionException(IReadOnlyList<DefinitionProblem> problems)
        : base(string.Join(" ", problems.Select(static p => $"{p.Path}: {p.Message}"))) => Problems = problems;

    /// <summary>Creates the exception of one problem.</summary>
    public DefinitionException(string path, string message)
        : this([new DefinitionProblem(path, message)])
    {
    }

    /// <summary>Everything that is wrong.</summary>
    public IReadOnlyList<DefinitionProblem> Problems { get; }
}
