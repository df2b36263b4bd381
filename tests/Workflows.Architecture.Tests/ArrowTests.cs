using System.Text.RegularExpressions;
using System.Xml.Linq;
using FluentAssertions;
using Xunit;

namespace Workflows.Architecture.Tests;

/// <summary>References between rooms run one way, in project files and in usings.</summary>
public sealed partial class ArrowTests
{
    // What each room may reference directly or through others.
    private static readonly Dictionary<string, string[]> Allowed = new(StringComparer.Ordinal)
    {
        ["Workflows.PostgreSql"] = [],
        ["Workflows.Templates"] = [],
        ["Workflows.JavaScript"] = [],
        ["Workflows.Mail"] = [],
        ["Workflows.Engine"] = ["Workflows.Templates", "Workflows.JavaScript"],
        ["Workflows.Domain"] = ["Workflows.Templates", "Workflows.Mail"],
        ["Workflows.Activities"] = ["Workflows.Domain", "Workflows.Engine", "Workflows.Templates", "Workflows.JavaScript", "Workflows.Mail"],
        ["Workflows.Definitions"] =
            ["Workflows.Activities", "Workflows.Domain", "Workflows.Engine", "Workflows.Templates", "Workflows.JavaScript", "Workflows.Mail"],
        ["Workflows.CSharp"] = ["Workflows.Engine", "Workflows.Templates", "Workflows.JavaScript"],
        ["Workflows.Server"] =
        [
            "Workflows.CSharp", "Workflows.Definitions", "Workflows.Activities", "Workflows.Domain", "Workflows.Engine", "Workflows.PostgreSql",
            "Workflows.Templates", "Workflows.JavaScript", "Workflows.Mail",
        ],
    };

    public static TheoryData<string> Rooms => [.. Allowed.Keys];

    [Fact]
    public void Every_room_is_known_here() =>
        Directory.GetDirectories(Repository.Root, "Workflows.*").Select(Path.GetFileName)
            .Where(name => Directory.GetFiles(Path.Combine(Repository.Root, name!), "*.csproj").Length > 0)
            .Should().BeEquivalentTo(Allowed.Keys);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Project_references_follow_the_arrows(string room) =>
        XDocument.Load(Path.Combine(Repository.Root, room, room + ".csproj")).Descendants("ProjectReference")
            .Select(static reference => Path.GetFileNameWithoutExtension(reference.Attribute("Include")!.Value.Replace('\\', '/')))
            .Should().BeSubsetOf(Allowed[room]);

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Sources_name_only_rooms_below(string room)
    {
        var offenders = Repository.In(room, ".cs")
            .SelectMany(file => RoomNames().Matches(file.Text).Select(match => (file.Path, Named: match.Groups["room"].Value)))
            .Where(pair => pair.Named != room && Allowed.ContainsKey(pair.Named) && !Allowed[room].Contains(pair.Named, StringComparer.Ordinal));

        offenders.Should().BeEmpty();
    }

    [Fact]
    public void Only_the_http_folder_of_the_engine_names_aspnet_types() =>
        Repository.In("Workflows.Engine", ".cs")
            .Where(static file => !file.Path.StartsWith("Workflows.Engine/Http/", StringComparison.Ordinal))
            .Where(static file => WithoutTexts(file).Contains("Microsoft.AspNetCore", StringComparison.Ordinal))
            .Select(static file => file.Path)
            .Should().BeEmpty();

    [Theory]
    [InlineData("Workflows.Activities")]
    [InlineData("Workflows.Definitions")]
    public void Workflows_import_engine_names_in_one_file(string room) =>
        Repository.In(room, ".cs")
            .Where(static file => !file.Path.EndsWith("/GlobalUsings.cs", StringComparison.Ordinal))
            .Where(static file => EngineNames().IsMatch(file.Text))
            .Select(static file => file.Path)
            .Should().BeEmpty("the same sources compile against the stock Elsa packages");

    [Fact]
    public void Domain_knows_no_engine_type() =>
        Repository.In("Workflows.Domain", ".cs")
            .Where(static file => EngineNames().IsMatch(file.Text)).Select(static file => file.Path)
            .Should().BeEmpty();

    // A namespace inside a string literal names no type.
    private static string WithoutTexts(SourceFile file) => Texts().Replace(file.Text, "\"\"");

    [GeneratedRegex("\"[^\"\n]*\"", RegexOptions.None, 2000)]
    private static partial Regex Texts();

    [GeneratedRegex(@"(?:using(?: static)?|global::)\s*(?<room>Workflows\.[A-Z][A-Za-z]+)", RegexOptions.ExplicitCapture, 2000)]
    private static partial Regex RoomNames();

    [GeneratedRegex(@"\bWorkflows\.Engine\b|\busing Elsa\.", RegexOptions.None, 2000)]
    private static partial Regex EngineNames();
}
