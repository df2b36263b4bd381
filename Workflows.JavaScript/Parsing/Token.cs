namespace Workflows.JavaScript.Parsing;

internal enum T
{
    End,
    Identifier,
    EscapedKeyword,
    Number,
    BigInt,
    String,
    Template,
    Regex,
    PrivateName,

    // Punctuation
    LeftBrace, RightBrace, LeftParen, RightParen, LeftBracket, RightBracket,
    Dot, Ellipsis, Semicolon, Comma, Question, QuestionDot, Colon, Arrow, Not, Tilde, Increment, Decrement,

    // Binary operators, in order of binding
    Coalesce, Or, And, BitOr, BitXor, BitAnd,
    Equal, NotEqual, StrictEqual, StrictNotEqual,
    Less, Greater, LessEqual, GreaterEqual, InstanceOf, In,
    ShiftLeft, ShiftRight, ShiftRightUnsigned,
    Plus, Minus, Star, Slash, Percent, Power,

    // Assignments
    Assign, PlusAssign, MinusAssign, StarAssign, SlashAssign, PercentAssign, PowerAssign,
    ShiftLeftAssign, ShiftRightAssign, ShiftRightUnsignedAssign, AndAssign, OrAssign, XorAssign,
    LogicalAndAssign, LogicalOrAssign, CoalesceAssign,

    // Reserved words
    Break, Case, Catch, Class, Const, Continue, Debugger, Default, Delete, Do, Else, Enum, Export, Extends, False, Finally,
    For, Function, If, Import, New, Null, Return, Super, Switch, This, Throw, True, Try, TypeOf, Var, Void, While, With,
}

internal struct Token
{
    public T Type;
    public int Start;
    public int End;
    public bool NewLineBefore;

    /// <summary>An identifier written with escapes, or a string with an octal escape.</summary>
    public bool Special;

    /// <summary>Identifier name, string value, cooked template text, regular expression body or private name.</summary>
    public string? Text;

    /// <summary>Raw template text or regular expression flags.</summary>
    public string? Raw;
    public double Number;

    /// <summary>A template piece that ends the template; a number written as a legacy octal.</summary>
    public bool Tail;
}
