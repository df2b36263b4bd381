namespace Workflows.Templates.Parsing;

internal enum TokenKind : byte
{
    End, Raw, CodeEnter, CodeExit, TagEnter, NewLine, Semicolon,
    Identifier, Local, Integer, Hexadecimal, Float, String, Verbatim, Interpolated,
    OpenParen, CloseParen, OpenBracket, CloseBracket, OpenBrace, CloseBrace, Comma, Colon, Dot, QuestionDot,
    Question, QuestionQuestion, QuestionBang, Bar, At, Caret, Bang,
    Assign, PlusAssign, MinusAssign, TimesAssign, DivideAssign, DivideRoundAssign, ModuloAssign,
    Equal, NotEqual, Less, LessEqual, Greater, GreaterEqual, AndAnd, OrOr,
    Plus, Minus, Times, Divide, DivideRound, Modulo, ShiftLeft, ShiftRight, Increment, Decrement,
    Range, RangeExclusive, Ellipsis,
}
