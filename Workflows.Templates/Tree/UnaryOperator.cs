namespace Workflows.Templates.Tree;

internal enum UnaryOperator : byte
{
    Not, Negate, Plus,
}
