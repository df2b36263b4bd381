namespace Workflows.Templates.Tree;

internal enum Operator : byte
{
    None, Coalesce, NotCoalesce, Or, And, Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, Contains,
    Add, Subtract, Multiply, Divide, DivideRound, Modulo, ShiftLeft, ShiftRight, Range, RangeExclusive,
    StartsWith, EndsWith, HasKey, HasValue,
}
