namespace Workflows.Architecture.Tests;

/// <param name="Path">Relative to the repository, with forward slashes.</param>
/// <param name="Text">What is in it.</param>
internal sealed record SourceFile(string Path, string Text)
{
    public string Room => Path.Split('/')[0];

    public IReadOnlyList<string> Lines => Text.Split('\n');

    public bool IsTest => Path.StartsWith("tests/", StringComparison.Ordinal) || Path.StartsWith("benchmarks/", StringComparison.Ordinal);
}
