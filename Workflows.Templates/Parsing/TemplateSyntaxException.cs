namespace Workflows.Templates.Parsing;

/// <summary>Carries one syntax error from where it is found to the statement loop, which records it and goes on.</summary>
internal sealed class TemplateSyntaxException(int offset, string message) : Exception(message)
{
    public int Offset { get; } = offset;
}
