namespace Workflows.Templates.Evaluation;

internal enum ScopeKind : byte
{
    LoopVariable,
    With,
    Function,
}
