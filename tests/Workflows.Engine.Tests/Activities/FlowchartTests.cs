using FluentAssertions;
using Workflows.Engine.Activities.Console;
using Workflows.Engine.Activities.Flow;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Tests.Execution;
using Xunit;

namespace Workflows.Engine.Tests.Activities;

public sealed class FlowchartTests
{
    [Fact]
    public async Task Decision_chooses_a_way_and_a_merge_waits_only_for_active_ways()
    {
        var host = await RunAsync("S>D  D:True>A  D:False>B  A>E  B>E", ("D", new FlowDecision(_ => true)));

        host.Lines.Should().Equal("S", "A", "E");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Branches_run_side_by_side_and_meet_once()
    {
        var host = await RunAsync("S>A  S>B  A>J  B>J");

        host.Lines.Should().Equal("S", "A", "B", "J");
    }

    [Fact]
    public async Task A_merge_waits_for_a_branch_that_waits()
    {
        var host = await RunAsync("S>A  S>W  A>J  W>J", ("W", new Event("go")));
        host.Lines.Should().Equal("S", "A");

        await host.PublishAsync("go");

        host.Lines.Should().Equal("S", "A", "J");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Join_any_runs_at_the_first_branch_and_cancels_the_others()
    {
        var host = await RunAsync("S>W  S>V  W>J  V>J  J>E", ("W", new Event("w")), ("V", new Event("v")), ("J", Join(FlowJoinMode.WaitAny)));

        await host.PublishAsync("v");

        host.Lines.Should().Equal("S", "E");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        host.Context.Bookmarks.Should().BeEmpty();
        host.Journal.Should().Contain("W Canceled");
    }

    [Fact]
    public async Task Join_all_runs_when_every_branch_arrived()
    {
        var host = await RunAsync("S>W  S>V  W>J  V>J  J>E", ("W", new Event("w")), ("V", new Event("v")), ("J", Join(FlowJoinMode.WaitAll)));
        await host.PublishAsync("w");
        host.Lines.Should().Equal("S");

        await host.PublishAsync("v");

        host.Lines.Should().Equal("S", "E");
    }

    [Fact]
    public async Task Join_all_is_skipped_when_a_branch_took_another_way()
    {
        var host = await RunAsync(
            "S>A  S>D  D:True>J  D:False>X  A>J  J>E", ("D", new FlowDecision(_ => false)), ("J", Join(FlowJoinMode.WaitAll)));

        host.Lines.Should().Equal("S", "A", "X");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_connection_back_repeats_until_the_decision_leaves_the_loop()
    {
        var count = new Variable<int>("Count", 0);
        var host = await RunAsync(
            "S>N  N>D  D:True>N  D:False>E",
            count,
            ("N", new SetVariable<int>(count, context => count.Get(context) + 1)),
            ("D", new FlowDecision(context => count.Get(context) < 3)));

        host.Lines.Should().Equal("S", "E");
        host.Journal.Count(entry => entry == "N Completed").Should().Be(3);
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_loop_with_waits_and_branches_inside_keeps_count()
    {
        var count = new Variable<int>("Count", 0);
        var host = await RunAsync(
            "S>W  W>A  W>B  A>N  B>N  N>D  D:True>W  D:False>E",
            count,
            ("W", new Event("go")),
            ("N", new SetVariable<int>(count, context => count.Get(context) + 1)),
            ("D", new FlowDecision(context => count.Get(context) < 2)));
        await host.PublishAsync("go");
        host.Lines.Should().Equal("S", "A", "B");

        await host.PublishAsync("go");

        host.Lines.Should().Equal("S", "A", "B", "A", "B", "E");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Fork_follows_all_its_branches_and_switch_the_matching_case()
    {
        var host = await RunAsync(
            "S>F  F:one>A  F:two>B  A>C  C:x>X  C:Default>Y",
            ("F", new FlowFork { Branches = new Input<ICollection<string>>(new Literal(new[] { "one", "two" })) }),
            ("C", new FlowSwitch { Cases = { new FlowSwitchCase("x", () => true) } }));

        host.Lines.Should().Equal("S", "A", "B", "X");
    }

    [Fact]
    public async Task The_trigger_is_where_a_triggered_flowchart_starts_and_in_a_loop_it_waits()
    {
        var (flow, parts) = Parse("T>A  A>T", null, ("T", new Event("in") { CanStartWorkflow = true }));
        var host = await new EngineHost(flow).StartAsync("T", (Event.EventInputWorkflowInputKey, "hello"));

        host.Lines.Should().Equal("A");
        host.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        host.Context.Bookmarks.Should().ContainSingle().Which.ActivityId.Should().Be("T");
        parts.Should().HaveCount(2);
    }

    [Fact]
    public async Task End_completes_the_flowchart_while_a_branch_waits()
    {
        var host = await RunAsync("S>W  S>X", ("W", new Event("never")), ("X", new End()));

        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        host.Context.Bookmarks.Should().BeEmpty();
    }

    [Fact]
    public async Task What_nothing_leads_to_does_not_run()
    {
        (await RunAsync("S>A  X>Y")).Lines.Should().Equal("S", "A");
    }

    [Theory]
    [InlineData(null, "S A B J E")]
    [InlineData(MergeMode.Stream, "S A B J E")]
    [InlineData(MergeMode.Merge, "S A B J E")]
    [InlineData(MergeMode.Converge, "S A B J E")]
    [InlineData(MergeMode.Cascade, "S A B J E")]
    public async Task Tokens_meet_once_in_every_merge_mode(MergeMode? mode, string expected)
    {
        var host = await RunTokensAsync("S>A  S>B  A>J  B>J  J>E", mode);

        host.Lines.Should().Equal(expected.Split(' '));
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Race_runs_once_and_cancels_what_also_leads_there()
    {
        var host = await RunTokensAsync("S>W  S>V  W>J  V>J  J>E", MergeMode.Race, ("W", new Event("w")), ("V", new Event("v")));

        await host.PublishAsync("w");

        host.Lines.Should().Equal("S", "J", "E");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        host.Journal.Should().Contain("V Canceled");
    }

    [Fact]
    public async Task Cascade_swallows_the_second_arrival_and_takes_the_next_round()
    {
        var host = await RunTokensAsync("S>W  S>V  W>J  V>J  J>E", MergeMode.Cascade, ("W", new Event("w")), ("V", new Event("v")));

        await host.PublishAsync("w");
        host.Lines.Should().Equal("S", "J", "E");
        host.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        await host.PublishAsync("v");

        host.Lines.Should().Equal("S", "J", "E");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Converge_waits_for_a_branch_that_waits()
    {
        var host = await RunTokensAsync("S>A  S>W  A>J  W>J", MergeMode.Converge, ("W", new Event("w")));
        host.Lines.Should().Equal("S", "A");
        await host.PublishAsync("w");
        host.Lines.Should().Equal("S", "A", "J");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Stream_goes_on_when_the_other_branch_took_another_way()
    {
        var host = await RunTokensAsync("S>A  S>D  A>J  D:True>J  D:False>X", MergeMode.Stream, ("D", new FlowDecision(_ => false)));

        host.Lines.Should().BeEquivalentTo("S", "A", "X", "J");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    private static FlowJoin Join(FlowJoinMode mode) => new() { Mode = new Input<FlowJoinMode>(mode) };

    private static Task<EngineHost> RunAsync(string connections, params (string Id, IActivity Activity)[] special) =>
        RunAsync(connections, null, special);

    private static Task<EngineHost> RunAsync(string connections, Variable? variable, params (string Id, IActivity Activity)[] special) =>
        new EngineHost(Parse(connections, variable, special).Flow).StartAsync();

    private static Task<EngineHost> RunTokensAsync(string connections, MergeMode? mode, params (string Id, IActivity Activity)[] special)
    {
        var (flow, parts) = Parse(connections, null, special);
        flow.CustomProperties[Flowchart.ExecutionModePropertyKey] = nameof(FlowchartExecutionMode.TokenBased);
        parts["J"].SetMergeMode(mode);
        return new EngineHost(flow).StartAsync();
    }

    private static (Flowchart Flow, Dictionary<string, IActivity> Parts) Parse(
        string connections, Variable? variable, params (string Id, IActivity Activity)[] special)
    {
        var parts = special.ToDictionary(part => part.Id, part => part.Activity);
        var flow = new Flowchart();
        foreach (var text in connections.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (source, target) = (text.Split('>')[0].Split(':'), text.Split('>')[1]);
            var from = Part(source[0]);
            flow.Connections.Add(new Connection(new Endpoint(from, source.Length > 1 ? source[1] : null), new Endpoint(Part(target))));
        }

        if (variable is not null)
        {
            flow.Variables.Add(variable);
        }

        return (flow, parts);

        IActivity Part(string id)
        {
            if (!parts.TryGetValue(id, out var activity))
            {
                parts[id] = activity = new WriteLine(id);
            }

            if (!flow.Activities.Contains(activity))
            {
                activity.Id = id;
                flow.Activities.Add(activity);
            }

            return activity;
        }
    }
}
