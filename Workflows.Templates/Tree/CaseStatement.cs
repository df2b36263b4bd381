namespace Workflows.Templates.Tree;

internal sealed class CaseStatement(Expression value, CaseBranch[] branches, Block? otherwise) : Statement
{
    public Expression Value => value;

    public CaseBranch[] Branches => branches;

    public Block? Otherwise => otherwise;

    public override Flow Execute(RenderContext context)
    {
        var wanted = value.Evaluate(context);
        foreach (var branch in branches)
        {
            foreach (var match in branch.Matches)
            {
                if (Operators.AreEqual(context, wanted, match.Evaluate(context)))
                {
                    return branch.Body.Execute(context);
                }
            }
        }

        return otherwise?.Execute(context) ?? Flow.Next;
    }
}
