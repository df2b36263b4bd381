namespace Workflows.Templates.Tree;

internal sealed record CaseBranch(Expression[] Matches, Block Body);
