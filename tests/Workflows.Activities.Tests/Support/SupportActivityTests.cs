using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using FluentAssertions;
using Workflows.Activities.Common;
using Workflows.Activities.Support;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Surveys;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Xunit;

namespace Workflows.Activities.Tests.Support;

public sealed class SupportActivityTests
{
    private static readonly Type[] Activities =
        [.. typeof(EvaluateSla).Assembly.GetTypes().Where(static t => t.IsPublic && typeof(IActivity).IsAssignableFrom(t))];

    public static TheoryData<object?> Payloads() =>
    [
        new Dictionary<string, object?> { ["Change"] = "agent_reply" },
        JsonSerializer.SerializeToElement(new { change = "agent_reply" }),
        JsonNode.Parse("""{"change":"agent_reply"}"""),
        """{"Change":"agent_reply"}""",
        new { Change = "agent_reply" },
    ];

    [Fact]
    public void Every_activity_has_a_descriptor_with_outcomes_and_described_inputs()
    {
        var registry = new ActivityRegistry();
        registry.RegisterAssembly(typeof(EvaluateSla).Assembly);

        Activities.Should().HaveCountGreaterThan(15);
        foreach (var type in Activities)
        {
            var name = type.GetCustomAttribute<ActivityAttribute>()!;
            name.Namespace.Should().Be("Workflows");
            name.Description.Should().NotBeNullOrWhiteSpace();
            type.GetCustomAttribute<FlowNodeAttribute>()!.Outcomes.Should().NotBeEmpty();
            registry.Find($"Workflows.{type.Name}").Should().NotBeNull();
            type.GetProperties().Where(static p => typeof(Input).IsAssignableFrom(p.PropertyType))
                .Should().OnlyContain(static p => p.GetCustomAttribute<InputAttribute>()!.Description != null);
        }
    }

    [Fact]
    public void Outcomes_that_come_from_the_domain_are_the_ports_of_the_activity()
    {
        Ports<EscalateTicket>().Should().BeEquivalentTo(Enum.GetNames<EscalationOutcome>());
        Ports<ReassignOnBreach>().Should().BeEquivalentTo(Enum.GetNames<EscalationOutcome>());
        Ports<InviteSurvey>().Should().BeEquivalentTo(Enum.GetNames<SurveyOutcome>());
        Ports<EvaluateSla>().Should().BeEquivalentTo(
            Enum.GetNames<SlaStepKind>().Except(["Wait", "Ended"]).Concat(["OnTrack", "AllStopped"]));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public void An_events_payload_is_read_in_whatever_form_it_comes(object? payload) =>
        EventPayload.Text(payload, "change").Should().Be("agent_reply");

    [Fact]
    public void What_is_missing_in_a_payload_is_nothing()
    {
        EventPayload.Text(null, "change").Should().BeNull();
        EventPayload.Text(JsonSerializer.SerializeToElement(new { other = 1 }), "change").Should().BeNull();
        EventPayload.Text("text", "change").Should().BeNull();
    }

    [Fact]
    public void Ids_and_clocks_are_read_or_refused()
    {
        var id = Guid.CreateVersion7();
        Ids.Parse(id.ToString()).Should().Be(id);
        Ids.TryParse("").Should().BeNull();
        FluentActions.Invoking(() => Ids.Parse("x")).Should().Throw<FormatException>();
        Ids.Clock(null).Should().BeNull();
        Ids.Clock("resolution").Should().Be(ClockKind.Resolution);
        FluentActions.Invoking(() => Ids.Clock("lunch")).Should().Throw<FormatException>();
    }

    [Theory]
    [InlineData("Workflows.Activities")]
    [InlineData("Workflows.Definitions")]
    public void Only_the_global_usings_name_the_engine(string room)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !Directory.Exists(Path.Combine(root.FullName, room)))
        {
            root = root.Parent;
        }

        Directory.EnumerateFiles(Path.Combine(root!.FullName, room), "*.cs", SearchOption.AllDirectories)
            .Where(static file => Path.GetFileName(file) != "GlobalUsings.cs")
            .Where(static file => File.ReadAllText(file).Contains("Workflows.Engine", StringComparison.Ordinal))
            .Should().BeEmpty();
    }

    private static ICollection<string> Ports<T>() => typeof(T).GetCustomAttribute<FlowNodeAttribute>()!.Outcomes;
}
