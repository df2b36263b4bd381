namespace Workflows.Templates.Tree;

internal enum Flow : byte
{
    Next,
    Break,
    Continue,
    Return,
}
