namespace Workflows.JavaScript.Parsing;

internal static class Keywords
{
    private static readonly Dictionary<string, T> Types = new(StringComparer.Ordinal)
    {
        ["break"] = T.Break,
        ["case"] = T.Case,
        ["catch"] = T.Catch,
        ["class"] = T.Class,
        ["const"] = T.Const,
        ["continue"] = T.Continue,
        ["debugger"] = T.Debugger,
        ["default"] = T.Default,
        ["delete"] = T.Delete,
        ["do"] = T.Do,
        ["else"] = T.Else,
        ["enum"] = T.Enum,
        ["export"] = T.Export,
        ["extends"] = T.Extends,
        ["false"] = T.False,
        ["finally"] = T.Finally,
        ["for"] = T.For,
        ["function"] = T.Function,
        ["if"] = T.If,
        ["import"] = T.Import,
        ["in"] = T.In,
        ["instanceof"] = T.InstanceOf,
        ["new"] = T.New,
        ["null"] = T.Null,
        ["return"] = T.Return,
        ["super"] = T.Super,
        ["switch"] = T.Switch,
        ["this"] = T.This,
        ["throw"] = T.Throw,
        ["true"] = T.True,
        ["try"] = T.Try,
        ["typeof"] = T.TypeOf,
        ["var"] = T.Var,
        ["void"] = T.Void,
        ["while"] = T.While,
        ["with"] = T.With,
    };

    private static readonly Dictionary<string, T>.AlternateLookup<ReadOnlySpan<char>> Lookup = Types.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The token type of a word; all reserved words are 2 to 10 lower-case letters.</summary>
    public static T Find(ReadOnlySpan<char> word, out string? text)
    {
        if (word.Length is >= 2 and <= 10 && word[0] is >= 'b' and <= 'w' && Lookup.TryGetValue(word, out text, out var type))
        {
            return type;
        }

        text = null;
        return T.Identifier;
    }

    /// <summary>Words that are reserved in strict code only.</summary>
    public static bool IsStrictReserved(string word) =>
        word is "implements" or "interface" or "let" or "package" or "private" or "protected" or "public" or "static" or "yield";
}
