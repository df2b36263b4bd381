using FluentAssertions;
using Npgsql;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Activities.Scheduling;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Durability.Transactions;
using Workflows.Engine.Execution;
using Workflows.Engine.Time;
using Workflows.Testing.PostgreSql;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Engine.Tests.Durability;

/// <summary>
/// The connection breaks at one statement, before or after PostgreSQL carried it out, and the process lives on with a lease that
/// nobody takes: whatever became of the statement, everything happens once and nothing stands still.
/// </summary>
public sealed class OutageTests
{
    private const string Claim = "taken as (";
    private const string Drain = "delete from engine.timers t using due";
    private const string Burst = "insert into engine.journal";
    private const string Ingest = "insert into engine.event_receipts";
    private const string Commit = "COMMIT";
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(5);
    private readonly VirtualTimeProvider _clock = new(Rows.Now);

    [Theory]
    [InlineData(Claim, true)]
    [InlineData(Claim, false)]
    [InlineData(Drain, true)]
    [InlineData(Drain, false)]
    [InlineData(Burst, true)]
    [InlineData(Burst, false)]
    [InlineData(Commit, true)]
    [InlineData(Commit, false)]
    [InlineData("BEGIN", false)]
    [InlineData(Ingest, true)]
    [InlineData(Ingest, false)]
    public async Task Whatever_became_of_a_statement_each_step_happens_once(string statement, bool carriedOut)
    {
        await using var database = await EngineDatabase.CreateAsync();
        await database.ExecuteAsync("create table public.effects (instance_id uuid, step int)");
        await using var link = FaultyLink.To(database.Database.ConnectionString);
        await using var engine = await TestEngine.StartAsync(link.ConnectionString, Lease, _clock, Ledger());
        await engine.StartWorkflowAsync("ledger", "warm");
        var broken = carriedOut ? link.LoseAnswerAsync(statement) : link.LoseRequestAsync(statement);

        var ids = new List<Guid>();
        for (var i = 0; i < 3; i++)
        {
            ids.Add(await StartByTransactionAsync(database, engine, $"c{i}"));
        }

        await engine.SettleAsync();
        await engine.AdvanceAsync(TimeSpan.FromHours(1));
        foreach (var i in Enumerable.Range(0, 3))
        {
            await engine.Engine.PublishAsync(
                new EventMessage { TenantId = TestEngine.Tenant, Name = "Go", CorrelationId = $"c{i}" }, waitForBursts: false, default);
        }

        await engine.SettleAsync();
        await broken.WaitAsync(TimeSpan.FromMinutes(1));
        await engine.SettleAsync();
        foreach (var id in ids)
        {
            var instance = await engine.GetAsync(id);
            instance.SubStatus.Should().Be(WorkflowSubStatus.Finished, string.Join("; ", instance.Incidents.Select(static i => i.Message)));
            instance.Incidents.Should().BeEmpty();
            (await database.Database.ScalarAsync<string>($"select string_agg(step::text, ',' order by step) from effects where instance_id = '{id}'"))
                .Should().Be("1,2,3,4");
        }
    }

    [Fact]
    public async Task An_event_whose_commit_lost_its_answer_is_delivered_once_however_often_it_is_repeated()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var link = FaultyLink.To(database.Database.ConnectionString);
        await using var engine = await TestEngine.StartAsync(link.ConnectionString, Lease, _clock, TwoWaits());
        var id = await engine.StartWorkflowAsync("two-waits", "c");
        var message = new EventMessage { TenantId = TestEngine.Tenant, Name = "Go", CorrelationId = "c" };
        var broken = link.LoseAnswerAsync(Ingest);

        await engine.Engine.PublishAsync(message, waitForBursts: true, default);
        await broken;
        await engine.Engine.PublishAsync(message, waitForBursts: true, default);
        await engine.SettleAsync();

        (await engine.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Suspended, "one event ends one of two waits in a row");
        (await database.CountAsync("events")).Should().Be(0);
        _clock.Advance(TimeSpan.FromHours(25));
        await engine.Engine.PublishAsync(message with { PublishedAt = null }, waitForBursts: true, default);
        await engine.SettleAsync();
        (await engine.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Finished, "after a day the id is free again");
    }

    [Fact]
    public async Task A_worker_whose_registration_failed_after_it_gave_everything_back_registers_again()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var link = FaultyLink.To(database.Database.ConnectionString);
        await using var engine = await TestEngine.StartAsync(link.ConnectionString, TimeSpan.FromSeconds(3), _clock, TwoWaits());
        var first = engine.WorkerId;
        var broken = link.LoseRequestAsync("insert into engine.workers");

        // Renewals are refused for longer than the lease is trusted.
        for (var renewal = 0; renewal < 3; renewal++)
        {
            _ = link.LoseRequestAsync("update engine.workers set lease_until");
        }

        await broken.WaitAsync(TimeSpan.FromMinutes(1));

        await Eventually.TrueAsync(() => engine.Leases.Lease is { IsTrusted: true } lease && lease.WorkerId != first, "it is a worker again");
        await engine.StartWorkflowAsync("two-waits", "c");
    }

    [Fact]
    public async Task Pausing_a_definition_while_the_database_fails_does_not_stop_the_lane_of_an_instance()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var link = FaultyLink.To(database.Database.ConnectionString);
        await using var engine = await TestEngine.StartAsync(link.ConnectionString, Lease, _clock, TwoWaits());
        var id = await engine.StartWorkflowAsync("two-waits", "c");
        await engine.Engine.PauseDefinitionAsync(TestEngine.Tenant, "two-waits", "Ann", default);
        var broken = link.LoseRequestAsync("x.wait_ms < 0");

        await engine.Engine.PublishAsync(new EventMessage { TenantId = TestEngine.Tenant, Name = "Go", CorrelationId = "c" }, false, default);
        await broken.WaitAsync(TimeSpan.FromMinutes(1));
        await Eventually.TrueAsync(
            async () => await database.CountAsync("work_items", "available_at = 'infinity'") == 1, "the item is parked in the end");
        await engine.Engine.ResumeDefinitionAsync(TestEngine.Tenant, "two-waits", default);
        await engine.PublishAsync("Go", "c");
        await engine.SettleAsync();

        (await engine.GetAsync(id)).SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    private static async Task<Guid> StartByTransactionAsync(EngineDatabase database, TestEngine engine, string correlationId)
    {
        var request = new StartRequest { TenantId = TestEngine.Tenant, DefinitionId = "ledger", CorrelationId = correlationId };
        await using var connection = new NpgsqlConnection(database.Database.ConnectionString);
        await connection.OpenAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var everything = new NpgsqlCommand("set local workflows.tenant = '*'", connection, transaction))
        {
            await everything.ExecuteNonQueryAsync();
        }

        await ProcessOutbox.StartAsync(transaction, request, default);
        await transaction.CommitAsync();
        engine.Engine.Wake();
        return request.InstanceId;
    }

    private static TestWorkflow TwoWaits() => new("two-waits", static builder =>
        builder.Root = new Sequence { Activities = { new Event("Go"), new Event("Go") } });

    private static TestWorkflow Ledger() => new("ledger", static builder => builder.Root = new Sequence
    {
        Activities = { Effect(1), Delay.FromHours(1), Effect(2), new Event("Go"), Effect(3), new Inline(static _ => { }), Effect(4) },
    });

    private static Inline Effect(int step) => new(async context =>
    {
        var transaction = await context.GetRequiredService<BurstAccessor>().Transaction!.GetAsync(context.CancellationToken);
        await using var insert = new NpgsqlCommand("insert into public.effects values ($1, $2)", transaction.Connection, transaction);
        insert.Parameters.Add(new NpgsqlParameter<Guid> { TypedValue = context.WorkflowExecutionContext.InstanceId });
        insert.Parameters.Add(new NpgsqlParameter<int> { TypedValue = step });
        await insert.ExecuteNonQueryAsync(context.CancellationToken);
    });
}
