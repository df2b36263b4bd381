namespace Workflows.Templates.Evaluation;

/// <summary>What <c>for.index</c> and the like read.</summary>
internal sealed class LoopState
{
    public LoopState? Outer;
    public bool IsWhile;
    public int Index;
    public int Length;
    public bool Changed;
    public int Column;
    public int Columns;
}
