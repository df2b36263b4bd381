using Workflows.Engine.Management;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Definitions;

/// <summary>A definition that is not accepted is a 400 that names every path.</summary>
internal sealed class DefinitionProblems : IExceptionProblem
{
    public Problem? Map(Exception exception) => exception is DefinitionException definition
        ? new Problem(400, ProblemCodes.Validation, definition.Problems.Count == 1 ? definition.Message : $"The definition has {definition.Problems.Count} problems.")
        {
            Errors = definition.Problems.GroupBy(static p => p.Path, StringComparer.Ordinal).ToDictionary(
                static g => g.Key, static g => (IReadOnlyList<string>)[.. g.Select(p => $"{p.Path}: {p.Message}")], StringComparer.Ordinal),
        }
        : null;
}
