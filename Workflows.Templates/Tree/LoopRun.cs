namespace Workflows.Templates.Tree;

internal struct LoopRun(Items items, int offset, LoopState loop)
{
    public readonly Items Items = items;
    public readonly int Offset = offset;
    public readonly LoopState Loop = loop;
    public int Slot = -1;
    public Value Previous;
}
