using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using FluentAssertions;
using Workflows.Activities.Support;
using Workflows.Definitions.Support;
using Xunit;

namespace Workflows.Definitions.Tests.Surface;

/// <summary>Activities and definitions compile against the stock Elsa packages as well, so they take nothing else from the engine.</summary>
public sealed partial class StockElsaTests
{
    public static TheoryData<Type> Rooms => [typeof(EvaluateSla), typeof(TicketSlaWorkflow)];

    [Theory]
    [MemberData(nameof(Rooms))]
    public void Only_members_that_stock_Elsa_has_too_are_taken_from_the_engine(Type inRoom)
    {
        EngineUse.Of(inRoom.Assembly).Should().BeSubsetOf(
            StockElsa.Members,
            "{0} compiles against the stock packages too; what those have under the same name and meaning belongs into StockElsa.cs, "
            + "after a build with -p:ElsaPackages=true",
            inRoom.Assembly.GetName().Name);
    }

    [Fact]
    public void Calls_constructors_overrides_and_attribute_properties_are_seen()
    {
        EngineUse.Of(typeof(SendSlaWarning).Assembly).Should().Contain(
        [
            "Authoring.InputAttribute",
            "Authoring.InputAttribute.Description=",
            "Authoring.Activity.ctor(String, Nullable<Int32>)",
            "override Authoring.Activity.ExecuteAsync(ActivityExecutionContext)",
            "Execution.ActivityExecutionContext.CompleteActivityWithOutcomesAsync(String[])",
        ]);
    }

    [Fact]
    public void The_engine_and_Elsa_are_named_in_the_global_usings_alone()
    {
        var sources = new[] { "Workflows.Activities", "Workflows.Definitions" }
            .SelectMany(static room => Directory.EnumerateFiles(Path.Combine(Root(), room), "*.cs", SearchOption.AllDirectories))
            .Where(static file => Path.GetFileName(file) != "GlobalUsings.cs").ToList();

        sources.Should().NotBeEmpty();
        sources.Where(static file => ForeignNames().IsMatch(File.ReadAllText(file))).Should().BeEmpty();
    }

    [GeneratedRegex(@"^\s*#(if|elif)\b|\bWorkflows\.Engine\b|\bElsa\.", RegexOptions.Multiline | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 5000)]
    private static partial Regex ForeignNames();

    // Deterministic builds map source paths; then the test runs below the repository's artifacts folder.
    private static string Root([CallerFilePath] string here = "") =>
        new[] { here, AppContext.BaseDirectory }.Select(static start => Above(Path.GetDirectoryName(start)!)).First(static root => root is not null)!;

    private static string? Above(string? folder) =>
        folder is null || File.Exists(Path.Combine(folder, "Workflows.sln")) ? folder : Above(Path.GetDirectoryName(folder));
}
