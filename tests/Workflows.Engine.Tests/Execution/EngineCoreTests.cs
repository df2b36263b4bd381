using FluentAssertions;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Branching;
using Workflows.Engine.Activities.Console;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Activities.Scheduling;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;
using Xunit;

namespace Workflows.Engine.Tests.Execution;

public sealed class EngineCoreTests
{
    [Fact]
    public async Task Sequence_runs_its_steps_in_order_and_finishes()
    {
        var host = await new EngineHost(new Sequence { Activities = { new WriteLine("a"), new WriteLine("b") } }).StartAsync();

        host.Lines.Should().Equal("a", "b");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        host.Journal.Should().Equal(
            "Workflow1 Started", "Sequence1 Started", "WriteLine1 Started", "WriteLine1 Completed", "WriteLine2 Started",
            "WriteLine2 Completed", "Sequence1 Completed", "Workflow1 Completed");
    }

    [Fact]
    public async Task Variables_survive_a_wait()
    {
        var host = await (await EngineHost.OfAsync(new Greeting())).StartAsync(null, ("Who", "Ann"));

        host.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        host.Context.Bookmarks.Should().ContainSingle().Which.WaitingFor.Should().Be("event Go");

        await host.PublishAsync("Go", 7);

        host.Lines.Should().Equal("Hello Ann 7");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        host.Context.Bookmarks.Should().BeEmpty();
    }

    [Fact]
    public async Task Delay_waits_until_its_instant()
    {
        var host = await new EngineHost(new Sequence { Activities = { Delay.FromHours(2), new WriteLine("late") } }).StartAsync();
        host.Context.Bookmarks.Single().DueAt.Should().Be(EngineHost.Start.AddHours(2));

        await host.PassAsync(TimeSpan.FromMinutes(119));
        host.Lines.Should().BeEmpty();
        await host.PassAsync(TimeSpan.FromMinutes(1));
        host.Lines.Should().Equal("late");
    }

    [Fact]
    public async Task Fork_waits_for_all_branches_or_for_any()
    {
        var all = await new EngineHost(new Sequence { Activities = { Two(ForkJoinMode.WaitAll), new WriteLine("end") } }).StartAsync();
        await all.PublishAsync("A");
        all.Lines.Should().BeEmpty();
        await all.PublishAsync("B");
        all.Lines.Should().Equal("end");

        var any = await new EngineHost(new Sequence { Activities = { Two(ForkJoinMode.WaitAny), new WriteLine("end") } }).StartAsync();
        await any.PublishAsync("B");
        any.Lines.Should().Equal("end");
        any.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        any.Context.Bookmarks.Should().BeEmpty();
        any.Journal.Should().Contain("Event1 Canceled");

        static Fork Two(ForkJoinMode mode) => new() { JoinMode = mode, Branches = { new Event("A"), new Event("B") } };
    }

    [Fact]
    public async Task A_late_resume_is_reported_and_changes_nothing()
    {
        var host = await new EngineHost(new Sequence { Activities = { new Event("A"), new Event("B") } }).StartAsync();
        var first = host.Context.Bookmarks.Single().Id;
        await host.RunAsync(new ResumeCommand(first));
        var journal = host.Journal.Count;

        await host.RunAsync(new ResumeCommand(first));

        host.Outcome.Should().Be(CommandOutcome.NotFound);
        host.Journal.Should().HaveCount(journal);
        host.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task If_takes_one_branch()
    {
        var host = await new EngineHost(new If(() => false) { Then = new WriteLine("yes"), Else = new WriteLine("no") }).StartAsync();

        host.Lines.Should().Equal("no");
    }

    private sealed class Greeting : WorkflowBase
    {
        protected override void Build(IWorkflowBuilder builder)
        {
            var who = builder.WithVariable("Who", string.Empty);
            var number = builder.WithVariable<object>("Number", null!);
            builder.WithInput<string>("Who");
            builder.Root = new Sequence
            {
                Activities =
                {
                    new SetVariable<string>(who, context => context.GetInput<string>("Who")!),
                    new Event("Go") { Result = new Output<object>(number) },
                    new WriteLine(context => $"Hello {who.Get(context)} {number.Get(context)}"),
                },
            };
        }
    }
}
