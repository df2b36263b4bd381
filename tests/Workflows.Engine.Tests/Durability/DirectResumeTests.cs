using System.Collections.Concurrent;
using FluentAssertions;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Execution;
using Workflows.Engine.Time;
using Xunit;

namespace Workflows.Engine.Tests.Durability;

/// <summary>Events that resume an idle instance in one transaction, and everything that may stand in the way.</summary>
public sealed class DirectResumeTests
{
    private readonly VirtualTimeProvider _clock = new(Rows.Now);

    [Fact]
    public async Task An_event_for_an_idle_instance_is_committed_with_its_burst_and_stored_nowhere()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, Twice());
        var id = await engine.StartWorkflowAsync("twice", "c");
        var commits = CountCommits(engine);

        await engine.PublishAsync("Go", "c");

        commits.Count.Should().Be(1);
        (await engine.GetAsync(id)).Version.Should().Be(2);
        (await database.CountAsync("events")).Should().Be(0);
        (await database.Database.ScalarAsync<long>("select last_value + is_called::int - 1 from engine.work_items_id_seq")).Should().Be(0, "no work item was ever made");
    }

    [Fact]
    public async Task Events_that_race_for_one_instance_are_all_delivered_in_turn()
    {
        const int Rounds = 40;
        await using var database = await EngineDatabase.CreateAsync();
        await using var first = await TestEngine.StartAsync(database, _clock, Twice());
        await using var second = await TestEngine.StartAsync(database, _clock, Twice());
        var ids = new List<Guid>();
        for (var i = 0; i < Rounds; i++)
        {
            ids.Add(await first.StartWorkflowAsync("twice", $"c{i}"));
        }

        // Each instance waits twice; two workers publish one event each at the same moment.
        await Task.WhenAll(Enumerable.Range(0, Rounds).SelectMany(i => new[] { first, second }.Select(engine =>
            Task.Run(() => engine.PublishAsync("Go", $"c{i}")))));
        await first.SettleAsync();
        await second.SettleAsync();

        foreach (var id in ids)
        {
            (await first.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Finished);
        }

        (await database.CountAsync("events")).Should().Be(0);
        (await database.CountAsync("work_items")).Should().Be(0);
    }

    [Fact]
    public async Task A_refused_commit_leaves_nothing_and_the_event_takes_the_ordinary_way()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, Once());
        var id = await engine.StartWorkflowAsync("once", "c");
        var tries = 0;
        engine.Signals.Reached = async place =>
        {
            // Somebody else changes the instance between the burst and its commit, as another worker would.
            if (place == SignalPoints.BeforeCommit && Interlocked.Increment(ref tries) == 1)
            {
                await database.ExecuteAsync("update engine.instances set version = version + 1");
            }
        };

        await engine.PublishAsync("Go", "c");
        await engine.SettleAsync();

        (await engine.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Finished);
        tries.Should().Be(3, "the direct commit was refused, then the event was stored and its burst committed");
        (await database.CountAsync("work_items")).Should().Be(0);
    }

    [Fact]
    public async Task A_repeated_event_resumes_once()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, Twice());
        var id = await engine.StartWorkflowAsync("twice", "c");
        var message = new EventMessage { Id = Guid.CreateVersion7(), TenantId = TestEngine.Tenant, Name = "Go", CorrelationId = "c" };

        var first = await engine.Engine.PublishAsync(message, waitForBursts: true, CancellationToken.None);
        var second = await engine.Engine.PublishAsync(message, waitForBursts: true, CancellationToken.None);
        await engine.SettleAsync();

        (first, second).Should().Be((1, 0));
        (await engine.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Suspended, "the second wait is for another event");
    }

    [Fact]
    public async Task A_commit_whose_answer_is_lost_resumes_once()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, Twice());
        var id = await engine.StartWorkflowAsync("twice", "c");
        var tries = 0;
        engine.Signals.Reached = place => place == SignalPoints.AfterCommit && Interlocked.Increment(ref tries) == 1
            ? Task.FromException(new Npgsql.NpgsqlException("The connection broke after the commit."))
            : Task.CompletedTask;

        await engine.PublishAsync("Go", "c");
        await engine.SettleAsync();

        var instance = await engine.GetAsync(id);
        instance.Version.Should().Be(2, "the commit had landed");
        instance.SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        (await database.CountAsync("events")).Should().Be(0, "the event was dealt with");
        (await database.CountAsync("work_items")).Should().Be(0);
    }

    [Fact]
    public async Task Two_waits_with_one_correlation_id_both_get_the_event()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, Once());
        var ids = new[] { await engine.StartWorkflowAsync("once", "c"), await engine.StartWorkflowAsync("once", "c") };

        await engine.PublishAsync("Go", "c");

        foreach (var id in ids)
        {
            (await engine.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Finished);
        }
    }

    [Fact]
    public async Task A_paused_definition_keeps_the_event_until_it_goes_on()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, Once());
        var id = await engine.StartWorkflowAsync("once", "c");
        await engine.Engine.PauseDefinitionAsync(TestEngine.Tenant, "once", "Ann", CancellationToken.None);

        await engine.PublishAsync("Go", "c");
        (await engine.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Suspended);
        await engine.Engine.ResumeDefinitionAsync(TestEngine.Tenant, "once", CancellationToken.None);
        await engine.SettleAsync();

        (await engine.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    private static ConcurrentBag<string> CountCommits(TestEngine engine)
    {
        var commits = new ConcurrentBag<string>();
        engine.Signals.Reached = place =>
        {
            if (place == SignalPoints.AfterCommit)
            {
                commits.Add(place);
            }

            return Task.CompletedTask;
        };
        return commits;
    }

    private static TestWorkflow Once() => new("once", static builder => builder.Root = new Event("Go"));

    private static TestWorkflow Twice() => new("twice", static builder =>
        builder.Root = new Sequence { Activities = { new Event("Go"), new Event("Go") } });
}
