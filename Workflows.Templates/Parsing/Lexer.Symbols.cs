namespace Workflows.Templates.Parsing;

internal sealed partial class Lexer
{
    private char At(int i) => i < _text.Length ? _text[i] : '\0';

    private Token Symbol(char c, int start, bool space)
    {
        var next = At(start + 1);
        var (kind, length) = c switch
        {
            '(' => (TokenKind.OpenParen, 1),
            ')' => (TokenKind.CloseParen, 1),
            '[' => (TokenKind.OpenBracket, 1),
            ']' => (TokenKind.CloseBracket, 1),
            '{' => (TokenKind.OpenBrace, 1),
            '}' => (TokenKind.CloseBrace, 1),
            ',' => (TokenKind.Comma, 1),
            ':' => (TokenKind.Colon, 1),
            ';' => (TokenKind.Semicolon, 1),
            '@' => (TokenKind.At, 1),
            '^' => (TokenKind.Caret, 1),
            '.' => Dots(start, next),
            '?' => next switch
            {
                '.' => (TokenKind.QuestionDot, 2),
                '?' => (TokenKind.QuestionQuestion, 2),
                '!' => (TokenKind.QuestionBang, 2),
                _ => (TokenKind.Question, 1),
            },
            '|' => next switch
            {
                '|' => (TokenKind.OrOr, 2),
                '>' => (TokenKind.Bar, 2),
                _ => (TokenKind.Bar, 1),
            },
            '&' => next == '&' ? (TokenKind.AndAnd, 2) : (TokenKind.End, 0),
            '!' => next == '=' ? (TokenKind.NotEqual, 2) : (TokenKind.Bang, 1),
            '=' => next == '=' ? (TokenKind.Equal, 2) : (TokenKind.Assign, 1),
            '<' => next switch
            {
                '=' => (TokenKind.LessEqual, 2),
                '<' => (TokenKind.ShiftLeft, 2),
                '>' when IsLiquid => (TokenKind.NotEqual, 2),
                _ => (TokenKind.Less, 1),
            },
            '>' => next switch
            {
                '=' => (TokenKind.GreaterEqual, 2),
                '>' => (TokenKind.ShiftRight, 2),
                _ => (TokenKind.Greater, 1),
            },
            _ => Arithmetic(c, start, next),
        };
        if (length == 0)
        {
            _position = start + 1;
            throw new TemplateSyntaxException(start, $"The character `{c}` is not expected here.");
        }

        _position = start + length;
        return new Token(kind, start, _position, space);
    }

    private (TokenKind Kind, int Length) Dots(int start, char next)
    {
        if (next != '.')
        {
            return (TokenKind.Dot, 1);
        }

        return At(start + 2) switch
        {
            '.' => (TokenKind.Ellipsis, 3),
            '<' => (TokenKind.RangeExclusive, 3),
            _ => (TokenKind.Range, 2),
        };
    }

    private (TokenKind Kind, int Length) Arithmetic(char c, int start, char next) => c switch
    {
        '+' => next switch
        {
            '+' => (TokenKind.Increment, 2),
            '=' => (TokenKind.PlusAssign, 2),
            _ => (TokenKind.Plus, 1),
        },
        '-' => next switch
        {
            '-' => (TokenKind.Decrement, 2),
            '=' => (TokenKind.MinusAssign, 2),
            _ => (TokenKind.Minus, 1),
        },
        '*' => next == '=' ? (TokenKind.TimesAssign, 2) : (TokenKind.Times, 1),
        '%' => next == '=' ? (TokenKind.ModuloAssign, 2) : (TokenKind.Modulo, 1),
        '/' when next == '/' => At(start + 2) == '=' ? (TokenKind.DivideRoundAssign, 3) : (TokenKind.DivideRound, 2),
        '/' => next == '=' ? (TokenKind.DivideAssign, 2) : (TokenKind.Divide, 1),
        _ => (TokenKind.End, 0),
    };
}
