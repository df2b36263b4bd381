namespace Workflows.Templates.Tree;

/// <summary>Options after the list of a loop. An offset of <c>continue</c> goes on where the last such loop stopped.</summary>
internal sealed record LoopOptions(Expression? Offset, Expression? Limit, Expression? Columns, bool IsReversed, bool Continues);
