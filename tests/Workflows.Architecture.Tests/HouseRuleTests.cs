using System.Text.RegularExpressions;
using FluentAssertions;
using Xunit;

namespace Workflows.Architecture.Tests;

/// <summary>Rules that no analyzer checks.</summary>
public sealed partial class HouseRuleTests
{
    private const int SourceLimit = 400;
    private const int TestLimit = 600;
    private const int EntryLimit = 80;

    private static IEnumerable<SourceFile> Code => Repository.Files.Where(static file => file.Path.EndsWith(".cs", StringComparison.Ordinal));

    [Fact]
    public void Files_stay_readable() =>
        Code.Where(static file => file.Lines.Count - 1 > (file.IsTest ? TestLimit : SourceLimit))
            .Select(static file => $"{file.Path}: {file.Lines.Count - 1} lines")
            .Should().BeEmpty();

    [Fact]
    public void The_entry_point_reads_as_a_table_of_contents() =>
        Code.Single(static file => file.Path == "Workflows.Server/Program.cs").Lines.Count.Should().BeLessThanOrEqualTo(EntryLimit);

    [Fact]
    public void Time_and_ids_come_from_their_one_source() =>
        Code.Where(static file => !file.Path.StartsWith("tests/Workflows.Architecture.Tests/", StringComparison.Ordinal))
            .Where(static file => Forbidden().IsMatch(file.Text))
            .Select(static file => $"{file.Path}: {Forbidden().Match(file.Text).Value}")
            .Should().BeEmpty("time comes from TimeProvider and ids from Guid.CreateVersion7");

    [Fact]
    public void Nothing_is_left_for_later() =>
        Code.Where(static file => !file.Path.StartsWith("tests/Workflows.Architecture.Tests/", StringComparison.Ordinal))
            .Where(static file => Leftover().IsMatch(file.Text))
            .Select(static file => $"{file.Path}: {Leftover().Match(file.Text).Value}")
            .Should().BeEmpty();

    [Fact]
    public void Namespaces_are_folders()
    {
        var wrong = new List<string>();
        foreach (var file in Code.Where(static file => !file.Path.EndsWith("GlobalUsings.cs", StringComparison.Ordinal)))
        {
            if (Namespace().Match(file.Text) is { Success: true } declared && declared.Groups["name"].Value != Expected(file))
            {
                wrong.Add($"{file.Path}: {declared.Groups["name"].Value}");
            }
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public void No_file_names_a_registry_or_this_machine() =>
        Repository.Files
            .Where(static file => !file.Path.StartsWith("tests/Workflows.Architecture.Tests/", StringComparison.Ordinal))
            .Where(static file => Places().IsMatch(file.Text))
            .Select(static file => $"{file.Path}: {Places().Match(file.Text).Value}")
            .Should().BeEmpty();

    private static string Expected(SourceFile file)
    {
        var folders = file.Path.Split('/')[..^1];
        if (file.IsTest)
        {
            folders = folders[1..];
        }

        return string.Join('.', folders);
    }

    [GeneratedRegex(@"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b|\bGuid\.NewGuid\b|\bThread\.Sleep\b", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Forbidden();

    [GeneratedRegex(@"\b(TODO|FIXME|HACK|XXX)\b|#region|\bSkip = ""|NotImplementedException", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex Leftover();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.ExplicitCapture | RegexOptions.Multiline, 2000)]
    private static partial Regex Namespace();

    [GeneratedRegex(
        @"""resolved"": ""http|registry\.npmjs|registry\.yarnpkg|api\.nuget\.org|/work/|/root/|/opt/nuget",
        RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex Places();
}
