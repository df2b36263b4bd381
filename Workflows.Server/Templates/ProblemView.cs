using Workflows.Domain.Shared.MailTemplates;

namespace Workflows.Server.Templates;

/// <summary>One thing that is wrong, with its place in the part.</summary>
internal sealed record ProblemView(string Template, string Part, int Line, int Column, string Message)
{
    public static IReadOnlyList<ProblemView> Of(IReadOnlyList<MailTemplateProblem> problems) =>
        [.. problems.Select(static p => new ProblemView(p.Key, p.Part, p.Line, p.Column, p.Message))];
}
