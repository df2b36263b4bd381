namespace Workflows.Templates.Parsing;

/// <summary>A piece of the text. For raw text, start and end are what is left after white space control.</summary>
internal readonly record struct Token(TokenKind Kind, int Start, int End, bool SpaceBefore);
