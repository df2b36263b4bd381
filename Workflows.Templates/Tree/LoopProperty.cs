namespace Workflows.Templates.Tree;

internal enum LoopProperty : byte
{
    Index, ReverseIndex, First, Last, Even, Odd, Changed, Length, Column, ColumnIndex, ColumnFirst, ColumnLast, Index1, ReverseIndex1,
}
