using FluentAssertions;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Branching;
using Workflows.Engine.Activities.Console;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Xunit;

namespace Workflows.Engine.Tests.Execution;

public sealed class FaultTests
{
    [Fact]
    public async Task A_failure_faults_the_instance_and_a_retry_goes_on_from_the_failed_activity()
    {
        var works = false;
        var step = Inline.From(() =>
        {
            if (!works)
            {
                throw new InvalidOperationException("no");
            }
        });
        var host = await new EngineHost(new Sequence { Activities = { new WriteLine("a"), step, new WriteLine("b") } }).StartAsync();

        host.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        host.Context.Incidents.Should().ContainSingle().Which.Message.Should().Be("no");
        host.Journal.Should().Contain("Inline1 Faulted");

        works = true;
        await host.RunAsync(new RetryCommand());

        host.Lines.Should().Equal("a", "b");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        host.Context.Incidents.Should().BeEmpty();
    }

    [Fact]
    public async Task Skipping_completes_the_failed_activity_with_the_chosen_outcome()
    {
        var host = await new EngineHost(new Sequence { Activities = { Fault.Create("1", "c", "t", "broken"), new WriteLine("b") } }).StartAsync();
        var incident = host.Context.Incidents.Single();

        await host.RunAsync(new SkipCommand(incident.ActivityInstanceId, "Done"));

        host.Lines.Should().Equal("b");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        host.Context.Incidents.Should().BeEmpty();
    }

    [Fact]
    public async Task With_ContinueWithIncidents_the_other_branches_go_on()
    {
        var workflow = new Workflow(new Fork { Branches = { Fault.Create("1", "c", "t", "broken"), new Sequence { Activities = { new Event("E"), new WriteLine("b") } } } })
        {
            Options = new WorkflowOptions { IncidentStrategyType = typeof(ContinueWithIncidentsStrategy) },
        };
        var host = await new EngineHost(workflow).StartAsync();
        host.SubStatus.Should().Be(WorkflowSubStatus.Suspended);

        await host.PublishAsync("E");

        host.Lines.Should().Equal("b");
        host.Context.Incidents.Should().ContainSingle();
        host.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
    }

    [Fact]
    public async Task An_event_for_a_faulted_instance_is_kept_until_an_operator_acts()
    {
        var works = false;
        var step = Inline.From(() =>
        {
            if (!works)
            {
                throw new InvalidOperationException("no");
            }
        });
        var host = await new EngineHost(new Fork
        {
            Branches =
            {
                new Sequence { Activities = { new Event("E") { Result = new Output<object>(new Variable<object>("R", null!)) }, new WriteLine("event") } },
                new Sequence { Activities = { new WriteLine("step"), step } },
            },
        }).StartAsync();
        host.SubStatus.Should().Be(WorkflowSubStatus.Faulted);

        await host.PublishAsync("E", "x");
        host.Outcome.Should().Be(CommandOutcome.Deferred);
        host.Lines.Should().Equal("step");
        works = true;
        await host.RunAsync(new RetryCommand());

        host.Lines.Should().Equal("step", "event");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_retry_policy_waits_longer_each_time_survives_a_restart_and_gives_up()
    {
        var runs = 0;
        var step = Inline.From(() =>
        {
            runs++;
            throw new TimeoutException("slow");
        });
        step.CustomProperties[RetryPolicy.PropertyName] = new RetryPolicy { MaxAttempts = 3, Delay = TimeSpan.FromSeconds(10), Backoff = 3 };
        var host = await new EngineHost(new Sequence { Activities = { step, new WriteLine("b") } }).StartAsync();

        host.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        host.Context.Bookmarks.Single().DueAt.Should().Be(EngineHost.Start.AddSeconds(10));
        await host.PassAsync(TimeSpan.FromSeconds(10));
        runs.Should().Be(2);
        host.Context.Bookmarks.Single().DueAt.Should().Be(EngineHost.Start.AddSeconds(40));
        await host.PassAsync(TimeSpan.FromSeconds(30));

        runs.Should().Be(3);
        host.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        host.Context.Incidents.Should().ContainSingle();
        host.Context.Bookmarks.Should().BeEmpty();
    }

    [Fact]
    public async Task A_retry_policy_covers_only_the_exceptions_it_names()
    {
        var step = Inline.From(() => throw new InvalidOperationException("no"));
        step.CustomProperties[RetryPolicy.PropertyName] = new RetryPolicy { RetryOn = ["TimeoutException"] };

        var host = await new EngineHost(step).StartAsync();

        host.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
    }

    [Fact]
    public async Task Cancelling_ends_everything_and_keeps_nothing_waiting()
    {
        var host = await new EngineHost(new Fork { Branches = { new Event("A"), new Event("B") } }).StartAsync();

        await host.RunAsync(new CancelCommand("not needed"));

        host.SubStatus.Should().Be(WorkflowSubStatus.Cancelled);
        host.Context.Bookmarks.Should().BeEmpty();
        host.Context.ActivityExecutionContexts.Should().BeEmpty();
        host.Journal.Should().Contain(["Event1 Canceled", "Event2 Canceled", "- Canceled"]);
        await host.RunAsync(new ContinueCommand());
        host.Outcome.Should().Be(CommandOutcome.Ended);
    }

    [Fact]
    public async Task A_failure_in_a_completion_callback_belongs_to_the_owner_and_can_be_retried()
    {
        var owner = new Careful { Body = new WriteLine("child") };
        var host = await new EngineHost(new Sequence { Activities = { owner, new WriteLine("after") } }).StartAsync();
        host.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        host.Context.Incidents.Single().ActivityId.Should().Be("Careful1");

        Careful.Works = true;
        await host.RunAsync(new RetryCommand());

        host.Lines.Should().Equal("child", "after");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task The_runtime_commits_before_an_external_effect_and_that_step_runs_first_afterwards()
    {
        var observer = new Checkpoints();
        var host = new EngineHost(new Sequence { Activities = { new WriteLine("a"), new Outside(), new WriteLine("b") } }) { Observer = observer };

        await host.StartAsync();

        observer.States.Should().ContainSingle();
        var resumed = Workflows.Engine.State.WorkflowStateSerializer.Restore(host.Graph, observer.States[0], host, host.Clock);
        resumed.Command = new ContinueCommand();
        await new BurstRunner().RunAsync(resumed, null, CancellationToken.None);
        host.Lines.Should().Equal("a", "outside", "b", "outside", "b");
    }

    [Fact]
    public async Task A_container_that_failed_while_scheduling_starts_again_without_its_old_children()
    {
        var owner = new Hasty { Body = new WriteLine("child") };
        var host = await new EngineHost(new Sequence { Activities = { owner, new WriteLine("after") } }).StartAsync();
        host.SubStatus.Should().Be(WorkflowSubStatus.Faulted);

        Hasty.Works = true;
        await host.RunAsync(new RetryCommand());

        host.Lines.Should().Equal("child", "after");
    }

    private sealed class Hasty : Activity
    {
        public static bool Works { get; set; }

        [Port]
        public IActivity? Body { get; set; }

        protected override async ValueTask ExecuteAsync(ActivityExecutionContext context)
        {
            await context.ScheduleActivityAsync(Body, OnBodyCompletedAsync);
            if (!Works)
            {
                throw new InvalidOperationException("too early");
            }
        }

        private ValueTask OnBodyCompletedAsync(ActivityCompletedContext context) => context.CompleteActivityAsync();
    }

    private sealed class Careful : Activity
    {
        public static bool Works { get; set; }

        [Port]
        public IActivity? Body { get; set; }

        protected override ValueTask ExecuteAsync(ActivityExecutionContext context) => context.ScheduleActivityAsync(Body, OnBodyCompletedAsync);

        private async ValueTask OnBodyCompletedAsync(ActivityCompletedContext context)
        {
            if (!Works)
            {
                throw new InvalidOperationException("not yet");
            }

            await context.CompleteActivityAsync();
        }
    }

    private sealed class Outside : CodeActivity, IExternalEffect
    {
        protected override void Execute(ActivityExecutionContext context) =>
            context.GetRequiredService<IStandardOutStreamProvider>().GetTextWriter().WriteLine("outside");
    }

    private sealed class Checkpoints : IBurstObserver
    {
        public List<byte[]> States { get; } = [];

        public ValueTask BeforeActivityAsync(ActivityExecutionContext context) => default;

        public ValueTask AfterActivityAsync(ActivityExecutionContext context, Exception? fault) => default;

        public ValueTask CheckpointAsync(WorkflowExecutionContext context)
        {
            States.Add(Workflows.Engine.State.WorkflowStateSerializer.Serialize(context));
            context.ClearBurst();
            return default;
        }
    }
}
