using System.Text.Json;
using FluentAssertions;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Composition;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Activities.Scheduling;
using Workflows.Engine.Durability;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Execution;
using Workflows.Engine.Time;
using Xunit;

namespace Workflows.Engine.Tests.Durability;

public sealed class RuntimeTests
{
    private readonly VirtualTimeProvider _clock = new(Rows.Now);

    [Fact]
    public async Task An_instance_waits_for_its_event_and_ends_with_it()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, Waiting());

        var id = await engine.StartWorkflowAsync("waiting", "order-7");
        var waiting = await engine.GetAsync(id);
        waiting.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        waiting.Waits.Should().ContainSingle().Which.WaitingFor.Should().Be("event Go");
        waiting.Variables["Count"].GetInt32().Should().Be(1);

        await engine.PublishAsync("Go", "another");
        (await engine.GetAsync(id)).Status.Should().Be(WorkflowStatus.Running);
        await engine.PublishAsync("Go", "order-7");

        var ended = await engine.GetAsync(id);
        ended.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        ended.FinishedAt.Should().Be(Rows.Now);
        ended.Waits.Should().BeEmpty();
        (await engine.Queries.JournalAsync(TestEngine.Tenant, id, 0, 10, CancellationToken.None)).Bursts.Should().HaveCount(2);
    }

    [Fact]
    public async Task An_event_published_before_the_start_is_taken_by_the_wait()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, Waiting());

        await engine.PublishAsync("Go", "early");
        var id = await engine.StartWorkflowAsync("waiting", "early");
        await engine.SettleAsync();

        (await engine.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task Two_quick_events_serve_two_waits_one_after_the_other()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, new TestWorkflow("twice", static builder =>
            builder.Root = new Sequence { Activities = { new Event("Go"), new Event("Go") } }));
        var id = await engine.StartWorkflowAsync("twice", "x");

        await Task.WhenAll(engine.PublishAsync("Go", "x"), engine.PublishAsync("Go", "x"));
        await engine.SettleAsync();

        (await engine.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Finished, "neither event may be lost");
    }

    [Fact]
    public async Task A_delay_ends_when_its_time_has_come_and_not_before()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, new TestWorkflow("delayed", static builder =>
            builder.Root = new Sequence { Activities = { Delay.FromDays(10), Step() } }));
        var id = await engine.StartWorkflowAsync("delayed");
        (await engine.GetAsync(id)).NextTimer.Should().Be(Rows.Now.AddDays(10));

        await engine.AdvanceAsync(TimeSpan.FromDays(10) - TimeSpan.FromSeconds(1));
        (await engine.GetAsync(id)).Status.Should().Be(WorkflowStatus.Running);
        await engine.AdvanceAsync(TimeSpan.FromSeconds(1));

        (await engine.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_parent_wakes_when_its_child_ends()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, Waiting(), new TestWorkflow("parent", static builder =>
            builder.Root = new Sequence
            {
                Activities =
                {
                    new ExecuteWorkflow { WorkflowDefinitionId = new("waiting"), CorrelationId = new("child"), WaitForCompletion = new(true) },
                    Step(),
                },
            }));
        var id = await engine.StartWorkflowAsync("parent");
        await engine.SettleAsync();
        (await engine.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Suspended);

        await engine.PublishAsync("Go", "child");
        await engine.SettleAsync();

        (await engine.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task A_failing_activity_is_retried_by_its_policy_then_becomes_an_incident_that_an_operator_retries()
    {
        var fail = true;
        var runs = 0;
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, new TestWorkflow("failing", builder =>
        {
            var step = new Inline(_ =>
            {
                runs++;
                if (fail)
                {
                    throw new InvalidOperationException("The printer is on fire.");
                }
            });
            step.CustomProperties["retryPolicy"] = new RetryPolicy { MaxAttempts = 3, Delay = TimeSpan.FromMinutes(1) };
            builder.Root = new Sequence { Activities = { step } };
        }));

        var id = await engine.StartWorkflowAsync("failing");
        await engine.AdvanceAsync(TimeSpan.FromMinutes(1));
        await engine.AdvanceAsync(TimeSpan.FromMinutes(2));
        runs.Should().Be(3);
        var faulted = await engine.GetAsync(id);
        faulted.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        faulted.Incidents.Should().ContainSingle(static i => i.ResolvedAt == null).Which.Message.Should().Be("The printer is on fire.");

        fail = false;
        await engine.Engine.CommandAsync(
            TestEngine.Tenant, id, new OperatorCommand { Action = OperatorAction.Retry, RequestedBy = "Ann" }, CancellationToken.None);
        await engine.SettleAsync();

        var ended = await engine.GetAsync(id);
        ended.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        ended.IncidentCount.Should().Be(0);
        ended.Incidents.Should().ContainSingle().Which.Resolution.Should().Be("retried by Ann");
    }

    [Fact]
    public async Task Operators_skip_set_variables_and_cancel()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, Waiting(), new TestWorkflow("broken", static builder =>
            builder.Root = new Sequence { Activities = { new Inline(static _ => throw new InvalidOperationException("No.")), new Event("Go") } }));
        var broken = await engine.StartWorkflowAsync("broken", "b");
        await CommandAsync(engine, broken, new OperatorCommand { Action = OperatorAction.Skip, RequestedBy = "Ann" });
        (await engine.GetAsync(broken)).SubStatus.Should().Be(WorkflowSubStatus.Suspended);

        var waiting = await engine.StartWorkflowAsync("waiting", "w");
        await CommandAsync(engine, waiting, new OperatorCommand
        {
            Action = OperatorAction.SetVariables,
            RequestedBy = "Ann",
            Variables = new Dictionary<string, JsonElement>(StringComparer.Ordinal) { ["Count"] = JsonSerializer.SerializeToElement(41) },
        });
        (await engine.GetAsync(waiting)).Variables["Count"].GetInt32().Should().Be(41);
        await engine.PublishAsync("Go", "w");
        (await engine.GetAsync(waiting)).Variables["Count"].GetInt32().Should().Be(42);

        await CommandAsync(engine, broken, new OperatorCommand { Action = OperatorAction.Cancel, RequestedBy = "Ann", Reason = "duplicate" });
        (await engine.GetAsync(broken)).SubStatus.Should().Be(WorkflowSubStatus.Cancelled);
        (await database.CountAsync("bookmarks")).Should().Be(0);
    }

    [Fact]
    public async Task A_paused_definition_keeps_its_work_until_it_is_resumed()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, Waiting());
        var id = await engine.StartWorkflowAsync("waiting", "p");
        await engine.Engine.PauseDefinitionAsync(TestEngine.Tenant, "waiting", "Ann", CancellationToken.None);

        await engine.PublishAsync("Go", "p");
        (await engine.GetAsync(id)).Status.Should().Be(WorkflowStatus.Running);
        (await engine.GetAsync(id)).PendingWork.Should().ContainSingle().Which.Parked.Should().BeTrue();
        var refused = await engine.Engine.StartAsync(
            new StartRequest { TenantId = TestEngine.Tenant, DefinitionId = "waiting" }, CancellationToken.None);
        refused.Should().BeOfType<StartResult.Paused>();

        await engine.Engine.ResumeDefinitionAsync(TestEngine.Tenant, "waiting", CancellationToken.None);
        await engine.SettleAsync();
        (await engine.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task The_same_key_starts_one_instance_even_when_many_ask_at_once()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, Waiting());

        var ids = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Task.Run(() => engine.StartWorkflowAsync("waiting", "k", "order-1"))));

        ids.Distinct().Should().ContainSingle();
        (await database.CountAsync("instances")).Should().Be(1);
    }

    [Fact]
    public async Task The_self_check_finds_an_instance_that_nothing_can_wake()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, Waiting());
        var id = await engine.StartWorkflowAsync("waiting", "lost");
        (await engine.SelfCheck.FindAsync(CancellationToken.None)).Should().BeEmpty();

        await database.ExecuteAsync("delete from engine.bookmarks");
        _clock.Advance(TimeSpan.FromMinutes(1));

        (await engine.SelfCheck.FindAsync(CancellationToken.None)).Should().ContainSingle().Which.InstanceId.Should().Be(id);
        (await engine.SelfCheck.RaiseIncidentsAsync(CancellationToken.None)).Should().Be(1);
        (await engine.SelfCheck.RaiseIncidentsAsync(CancellationToken.None)).Should().Be(0, "one incident is enough");
        (await engine.GetAsync(id)).Incidents.Should().ContainSingle().Which.Kind.Should().Be("liveness");
    }

    private static async Task CommandAsync(TestEngine engine, Guid id, OperatorCommand command)
    {
        (await engine.Engine.CommandAsync(TestEngine.Tenant, id, command, CancellationToken.None)).Should().BeTrue();
        await engine.SettleAsync();
    }

    private static Inline Step() => new(static _ => { });

    internal static TestWorkflow Waiting() => new("waiting", static builder =>
    {
        var count = builder.WithVariable("Count", 0);
        builder.Root = new Sequence
        {
            Activities =
            {
                new SetVariable<int>(count, context => count.Get(context) + 1),
                new Event("Go"),
                new SetVariable<int>(count, context => count.Get(context) + 1),
            },
        };
    });
}
