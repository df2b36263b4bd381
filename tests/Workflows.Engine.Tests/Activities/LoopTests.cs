using FluentAssertions;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Branching;
using Workflows.Engine.Activities.Composition;
using Workflows.Engine.Activities.Console;
using Workflows.Engine.Activities.Flow;
using Workflows.Engine.Activities.Looping;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;
using Workflows.Engine.Tests.Execution;
using Xunit;
using Parallel = Workflows.Engine.Activities.Parallel;

namespace Workflows.Engine.Tests.Activities;

public sealed class LoopTests
{
    [Theory]
    [InlineData(0, 2, 1, true, "0 1 2")]
    [InlineData(0, 2, 1, false, "0 1")]
    [InlineData(5, 1, -2, true, "5 3 1")]
    [InlineData(3, 1, 1, true, "")]
    public async Task For_counts(int start, int end, int step, bool inclusive, string expected)
    {
        var loop = new For(start, end, step)
        {
            OuterBoundInclusive = new Input<bool>(inclusive),
            Body = new WriteLine(context => context.GetVariable<int>("CurrentValue").ToString(System.Globalization.CultureInfo.InvariantCulture)),
        };

        var host = await new EngineHost(loop).StartAsync();

        host.Lines.Should().Equal(expected.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task ForEach_waits_inside_and_keeps_its_place()
    {
        var item = new Variable<string>("Item", string.Empty);
        var loop = new ForEach<string>(["x", "y"])
        {
            CurrentValue = new Output<string>(item),
            Body = new Sequence { Activities = { new Event("Next"), new WriteLine(context => $"{item.Get(context)} {context.GetVariable<int>("CurrentIndex")}") } },
        };
        var host = await new EngineHost(new Sequence { Variables = { item }, Activities = { loop, new WriteLine("end") } }).StartAsync();

        await host.PublishAsync("Next");
        host.Lines.Should().Equal("x 0");
        await host.PublishAsync("Next");
        host.Lines.Should().Equal("x 0", "y 1", "end");
    }

    [Fact]
    public async Task ParallelForEach_gives_each_branch_its_own_item()
    {
        var loop = new ParallelForEach<string>(["x", "y"])
        {
            Body = new Sequence
            {
                Activities =
                {
                    new Event(context => "go-" + context.GetVariable<string>("CurrentValue")),
                    new WriteLine(context => "got " + context.GetVariable<string>("CurrentValue")),
                },
            },
        };
        var host = await new EngineHost(new Sequence { Activities = { loop, new WriteLine("end") } }).StartAsync();

        await host.PublishAsync("go-y");
        await host.PublishAsync("go-x");

        host.Lines.Should().Equal("got y", "got x", "end");
    }

    [Fact]
    public async Task While_evaluates_its_condition_before_each_round()
    {
        var count = new Variable<int>("Count", 0);
        var loop = new While(context => count.Get(context) < 3)
        {
            Body = new Sequence { Activities = { new Event("E"), new SetVariable<int>(count, context => count.Get(context) + 1) } },
        };
        var host = await new EngineHost(new Sequence { Variables = { count }, Activities = { loop, new WriteLine(context => $"{count.Get(context)}") } }).StartAsync();
        for (var round = 0; round < 3; round++)
        {
            await host.PublishAsync("E");
        }

        host.Lines.Should().Equal("3");
    }

    [Fact]
    public async Task Break_leaves_only_the_innermost_loop_and_cancels_what_runs_in_it()
    {
        var inner = new ForEach<int>([1, 2, 3])
        {
            Body = new Sequence
            {
                Activities =
                {
                    new WriteLine("in"),
                    new If(() => true) { Then = new Sequence { Activities = { new Break(), new WriteLine("never") } } },
                    new WriteLine("never"),
                },
            },
        };
        var outer = new ForEach<int>([1, 2]) { Body = new Sequence { Activities = { inner, new WriteLine("out") } } };

        var host = await new EngineHost(new Sequence { Activities = { outer, new WriteLine("end") } }).StartAsync();

        host.Lines.Should().Equal("in", "out", "in", "out", "end");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Break_in_one_branch_of_a_fork_cancels_the_other()
    {
        var loop = While.True(new Sequence
        {
            Activities =
            {
                new WriteLine("Start"),
                new Fork
                {
                    JoinMode = ForkJoinMode.WaitAny,
                    Branches =
                    {
                        new Sequence { Activities = { new Event("b1"), new WriteLine("1"), new Break() } },
                        new Sequence { Activities = { new Event("b2"), new WriteLine("2") } },
                    },
                },
            },
        });
        var host = await new EngineHost(new Sequence { Activities = { loop, new WriteLine("End") } }).StartAsync();

        await host.PublishAsync("b2");
        await host.PublishAsync("b1");

        host.Lines.Should().Equal("Start", "2", "Start", "1", "End");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        host.Context.Bookmarks.Should().BeEmpty();
    }

    [Fact]
    public async Task Switch_takes_the_first_or_all_matching_cases()
    {
        (await RunAsync(SwitchMode.MatchFirst, 5)).Should().Equal("a", "end");
        (await RunAsync(SwitchMode.MatchAny, 5)).Should().Equal("a", "b", "end");
        (await RunAsync(SwitchMode.MatchAny, 0)).Should().Equal("none", "end");

        static async Task<List<string>> RunAsync(SwitchMode mode, int value)
        {
            var choice = new Switch
            {
                Mode = new Input<SwitchMode>(mode),
                Cases = { new SwitchCase("A", () => value > 1, new WriteLine("a")), new SwitchCase("B", () => value > 2, new WriteLine("b")) },
                Default = new WriteLine("none"),
            };
            return (await new EngineHost(new Sequence { Activities = { choice, new WriteLine("end") } }).StartAsync()).Lines;
        }
    }

    [Fact]
    public async Task Parallel_runs_side_by_side_and_waits_for_all()
    {
        var host = await new EngineHost(new Sequence
        {
            Activities =
            {
                new Parallel(
                    new Sequence { Activities = { new WriteLine("a1"), new WriteLine("a2") } },
                    new Sequence { Activities = { new WriteLine("b1"), new WriteLine("b2") } }),
                new WriteLine("end"),
            },
        }).StartAsync();

        host.Lines.Should().Equal("a1", "b1", "a2", "b2", "end");
    }

    [Fact]
    public async Task Finish_ends_the_workflow_with_all_its_branches()
    {
        var host = await new EngineHost(new Sequence
        {
            Activities = { new Fork { Branches = { new Event("never"), new Finish() } }, new WriteLine("never") },
        }).StartAsync();

        host.Lines.Should().BeEmpty();
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        host.Context.Bookmarks.Should().BeEmpty();
    }

    [Fact]
    public async Task End_ends_only_its_sequence()
    {
        var inner = new Sequence { Activities = { new WriteLine("a"), new End(), new WriteLine("never") } };

        var host = await new EngineHost(new Sequence { Activities = { inner, new WriteLine("b") } }).StartAsync();

        host.Lines.Should().Equal("a", "b");
    }

    [Fact]
    public async Task Complete_ends_the_composite_with_an_outcome()
    {
        var stopper = new Stopper();
        var good = new WriteLine("good");
        var flow = new Flowchart
        {
            Activities = { stopper, good },
            Connections = { new Connection(new Endpoint(stopper, "Good"), new Endpoint(good)) },
        };

        var host = await new EngineHost(flow).StartAsync();

        host.Lines.Should().Equal("before", "good");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    private sealed class Stopper : Composite
    {
        public override void Setup() =>
            Root = new Sequence { Activities = { new WriteLine("before"), new Complete(["Good"]), new WriteLine("never") } };
    }
}
