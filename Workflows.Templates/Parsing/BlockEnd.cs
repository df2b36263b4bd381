namespace Workflows.Templates.Parsing;

/// <summary>Which words close a block.</summary>
internal enum BlockEnd : byte
{
    None,
    End,
    Else,
    When,
}
