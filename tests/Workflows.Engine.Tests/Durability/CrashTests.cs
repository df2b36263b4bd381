using System.Collections.Concurrent;
using FluentAssertions;
using Npgsql;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Activities.Scheduling;
using Workflows.Engine.Authoring;
using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Transactions;
using Workflows.Engine.Execution;
using Workflows.Engine.Time;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Engine.Tests.Durability;

/// <summary>An engine that ends like a killed process at any commit loses nothing and repeats no database effect.</summary>
public sealed class CrashTests
{
    private const int Steps = 6;
    private readonly VirtualTimeProvider _clock = new(Rows.Now);

    [Theory]
    [InlineData(SignalPoints.BeforeCommit)]
    [InlineData(SignalPoints.AfterCommit)]
    public async Task Killed_at_every_single_commit_the_instance_still_does_each_step_once(string place)
    {
        for (var commit = 1; commit <= 4; commit++)
        {
            await using var database = await EngineDatabase.CreateAsync();
            await database.ExecuteAsync("create table public.effects (instance_id uuid, step int)");
            var victim = await TestEngine.StartAsync(database, _clock, Ledger());
            var frozen = FreezeAt(victim, place, commit);

            // A caller who got no answer repeats with the same key; whoever got one must find the instance.
            _ = Run(victim);
            await Task.WhenAny(frozen, Task.Delay(TimeSpan.FromSeconds(20), TimeProvider.System));
            await victim.KillAsync();
            await database.ExecuteAsync("update engine.workers set lease_until = now() - interval '1 second'; select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and application_name like 'workflows-%' and state <> 'active'");

            await using var heir = await TestEngine.StartAsync(database, _clock, Ledger());
            await Run(heir);

            var id = await heir.StartWorkflowAsync("ledger", "c", "once");
            (await heir.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Finished, "killed {0} {1}", place, commit);
            (await database.CountAsync("instances")).Should().Be(1);
            var steps = await database.Database.DataSource.CreateCommand("select string_agg(step::text, ',' order by step) from effects").ExecuteScalarAsync();
            steps.Should().Be(string.Join(',', Enumerable.Range(1, Steps)), "killed {0} {1}", place, commit);
        }
    }

    [Fact]
    public async Task A_failed_activity_leaves_no_rows_but_the_ones_before_it_stay()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await database.ExecuteAsync("create table public.effects (instance_id uuid, step int)");
        await using var engine = await TestEngine.StartAsync(database, _clock, new TestWorkflow("half", static builder =>
            builder.Root = new Sequence
            {
                Activities =
                {
                    Effect(1),
                    new Inline(static async context =>
                    {
                        await WriteAsync(context, 2);
                        throw new InvalidOperationException("after writing");
                    }),
                },
            }));

        var id = await engine.StartWorkflowAsync("half");

        (await engine.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        (await database.Database.ScalarAsync<long>("select count(*) from effects where step = 1")).Should().Be(1);
        (await database.Database.ScalarAsync<long>("select count(*) from effects where step = 2")).Should().Be(0);
    }

    [Fact]
    public async Task Two_workers_share_the_load_and_the_death_of_one_delays_its_work_only_until_it_is_reaped()
    {
        await using var database = await EngineDatabase.CreateAsync();
        var ran = new ConcurrentDictionary<Guid, int>();
        IWorkflow[] workflows = [Counting(ran)];
        var first = await TestEngine.StartAsync(database, _clock, workflows);
        await using var second = await TestEngine.StartAsync(database, _clock, workflows);
        var ids = await Task.WhenAll(Enumerable.Range(0, 60).Select(i =>
            Task.Run(() => (i % 2 == 0 ? first : second).StartWorkflowAsync("counting", $"n{i}"))));

        // Freeze the first in the middle of its bursts, then let everything come due.
        var frozen = FreezeAt(first, SignalPoints.BeforeCommit, 1);
        _clock.Advance(TimeSpan.FromHours(1));
        first.Engine.Wake();
        await Task.WhenAny(frozen, Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System));
        await first.KillAsync();
        await database.ExecuteAsync($"update engine.workers set lease_until = now() - interval '1 second' where id <> {second.WorkerId}");
        await second.Leases.ReapAsync(CancellationToken.None);
        await second.SettleAsync();

        foreach (var id in ids)
        {
            (await second.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Finished);
        }

        (await database.CountAsync("work_items")).Should().Be(0);
        (await second.SelfCheck.FindAsync(CancellationToken.None)).Should().BeEmpty();
    }

    [Fact]
    public async Task A_paused_worker_that_wakes_after_its_lease_was_taken_writes_nothing()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await database.ExecuteAsync("create table public.effects (instance_id uuid, step int)");
        var paused = await TestEngine.StartAsync(database, _clock, Ledger());
        var id = await paused.StartWorkflowAsync("ledger", "c", "once");

        var hold = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        paused.Signals.Reached = place =>
        {
            reached.TrySetResult();
            return place == SignalPoints.BeforeCommit ? hold.Task : Task.CompletedTask;
        };
        _clock.Advance(TimeSpan.FromHours(1));
        await reached.Task.WaitAsync(TimeSpan.FromSeconds(20), TimeProvider.System);
        var sleeper = paused.WorkerId;
        await paused.KillAsync();
        await using var other = await TestEngine.StartAsync(database, _clock, Ledger());
        await database.ExecuteAsync($"update engine.workers set lease_until = now() - interval '1 second' where id = {sleeper}");
        await Eventually.TrueAsync(
            async () => (await other.GetAsync(id)).Version > 1, "the other worker takes over when PostgreSQL has ended the sleeper's transaction");
        await other.SettleAsync();
        var before = (await other.GetAsync(id)).Version;
        before.Should().Be(2);

        paused.Signals.Reached = null;
        hold.SetResult();
        await Eventually.TrueAsync(() => paused.Backlog == 0, "the sleeper gives up its burst");

        (await other.GetAsync(id)).Version.Should().Be(before, "the sleeper's late commit must be fenced off");
        (await database.Database.ScalarAsync<long>("select count(*) - count(distinct step) from effects")).Should().Be(0);
    }

    // Ends the engine's life at the n-th commit from now on: nothing it does afterwards is seen by anybody.
    private static Task FreezeAt(TestEngine engine, string place, int commit)
    {
        var reached = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var count = 0;
        engine.Signals.Reached = async at =>
        {
            if (at == place && Interlocked.Increment(ref count) >= commit)
            {
                reached.TrySetResult();
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System);
            }
        };
        return reached.Task;
    }

    private static async Task Run(TestEngine engine)
    {
        await engine.StartWorkflowAsync("ledger", "c", "once");
        await engine.SettleAsync();
        await engine.AdvanceAsync(TimeSpan.FromHours(1));
        await engine.PublishAsync("Go", "c");
        await engine.SettleAsync();
    }

    private static TestWorkflow Counting(ConcurrentDictionary<Guid, int> ran) => new("counting", builder =>
        builder.Root = new Sequence
        {
            Activities =
            {
                Delay.FromHours(1),
                new Inline(context => { ran.AddOrUpdate(context.WorkflowExecutionContext.InstanceId, 1, static (_, n) => n + 1); }),
            },
        });

    private static TestWorkflow Ledger() => new("ledger", static builder => builder.Root = new Sequence
    {
        Activities = { Effect(1), Effect(2), Delay.FromHours(1), Effect(3), Effect(4), new Event("Go"), Effect(5), Effect(6) },
    });

    private static Inline Effect(int step) => new(async context => await WriteAsync(context, step));

    private static async Task WriteAsync(ActivityExecutionContext context, int step)
    {
        var transaction = await context.GetRequiredService<BurstAccessor>().Transaction!.GetAsync(context.CancellationToken);
        await using var insert = new NpgsqlCommand("insert into public.effects values ($1, $2)", transaction.Connection, transaction);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = context.WorkflowExecutionContext.InstanceId });
        insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = step });
        await insert.ExecuteNonQueryAsync(context.CancellationToken);
    }
}
