using FluentAssertions;
using Npgsql;
using Workflows.Engine.Durability.Committing;
using Xunit;

namespace Workflows.Engine.Tests.Durability;

public sealed class CommitPumpTests
{
    [Fact]
    public async Task An_event_resumes_the_wait_with_its_correlation_id_and_brings_the_state_along()
    {
        await using var database = await EngineDatabase.CreateAsync();
        var worker = await database.JoinAsync();
        var mine = Rows.Start(Guid.CreateVersion7(), "a");
        await worker.Pump.CommitAsync(mine);
        await worker.Pump.CommitAsync(Rows.Start(Guid.CreateVersion7(), "b"));

        var ingest = Rows.Event("a");
        await worker.Pump.IngestAsync(ingest);

        var item = ingest.Matched.Should().ContainSingle().Subject;
        item.InstanceId.Should().Be(mine.Instance.Id);
        item.Owner.Should().Be(worker.Id);
        item.Snapshot!.Version.Should().Be(1);
        item.Payload.ToArray().Should().Equal("1"u8.ToArray());

        await worker.Pump.CommitAsync(Rows.Finish(mine, item));
        (await database.CountAsync("instances", "status = 1 and version = 2")).Should().Be(1);
        (await database.CountAsync("work_items")).Should().Be(0);
        (await database.CountAsync("bookmarks")).Should().Be(1);
        (await database.CountAsync("journal")).Should().Be(3);
    }

    [Fact]
    public async Task An_event_for_everybody_reaches_every_wait()
    {
        await using var database = await EngineDatabase.CreateAsync();
        var worker = await database.JoinAsync();
        await worker.Pump.CommitAsync(Rows.Start(Guid.CreateVersion7(), "a"));
        await worker.Pump.CommitAsync(Rows.Start(Guid.CreateVersion7(), null));

        var ingest = Rows.Event(null);
        await worker.Pump.IngestAsync(ingest);

        ingest.Matched.Should().HaveCount(2);
    }

    [Fact]
    public async Task An_event_that_came_early_is_kept_and_taken_once_by_the_wait()
    {
        await using var database = await EngineDatabase.CreateAsync();
        var worker = await database.JoinAsync();
        var early = Rows.Event("a");
        await worker.Pump.IngestAsync(early);
        early.Matched.Should().BeEmpty();
        (await database.CountAsync("events")).Should().Be(1);

        var first = Rows.Start(Guid.CreateVersion7(), "a");
        await worker.Pump.CommitAsync(first);
        var second = Rows.Start(Guid.CreateVersion7(), "a");
        await worker.Pump.CommitAsync(second);

        first.FollowUps.Should().ContainSingle().Which.EventId.Should().Be(early.Event.Id);
        second.FollowUps.Should().BeEmpty();
        (await database.CountAsync("events")).Should().Be(0);
    }

    [Fact]
    public async Task An_event_for_everybody_reaches_a_wait_whose_burst_was_already_running_but_no_later_one()
    {
        await using var database = await EngineDatabase.CreateAsync();
        var worker = await database.JoinAsync();
        await worker.Pump.IngestAsync(Rows.Event(null, publishedAt: Rows.Now.AddSeconds(1)));

        var running = Rows.Start(Guid.CreateVersion7(), null);
        await worker.Pump.CommitAsync(running);
        running.FollowUps.Should().ContainSingle();

        await worker.Pump.IngestAsync(Rows.Event("other", publishedAt: Rows.Now.AddSeconds(-1)));
        var later = Rows.Start(Guid.CreateVersion7(), "x");
        await worker.Pump.CommitAsync(later);
        later.FollowUps.Should().ContainSingle("the event for everybody is still young");
        later.FollowUps[0].Hash.Should().Be(Rows.Stimulus);
    }

    [Fact]
    public async Task Events_and_waits_that_race_never_miss_each_other()
    {
        await using var database = await EngineDatabase.CreateAsync();
        var one = await database.JoinAsync(2);
        var two = await database.JoinAsync(2);
        const int pairs = 400;

        var waits = new BurstCommit[pairs];
        var events = new EventIngest[pairs];
        await Task.WhenAll(Enumerable.Range(0, pairs).SelectMany(i =>
        {
            waits[i] = Rows.Start(Guid.CreateVersion7(), $"pair{i}");
            events[i] = Rows.Event($"pair{i}");
            return new[]
            {
                Task.Run(() => one.Pump.CommitAsync(waits[i])),
                Task.Run(() => two.Pump.IngestAsync(events[i])),
            };
        }));

        for (var i = 0; i < pairs; i++)
        {
            (waits[i].FollowUps.Count + events[i].Matched.Count).Should().Be(1, "pair {0} must meet exactly once", i);
        }

        (await database.CountAsync("work_items")).Should().Be(pairs);
        (await database.CountAsync("events")).Should().Be(0);
    }

    [Fact]
    public async Task A_worker_whose_item_was_taken_over_cannot_write()
    {
        await using var database = await EngineDatabase.CreateAsync();
        var paused = await database.JoinAsync();
        var other = await database.JoinAsync();
        var start = Rows.Start(Guid.CreateVersion7(), "a");
        await paused.Pump.CommitAsync(start);
        var ingest = Rows.Event("a");
        await paused.Pump.IngestAsync(ingest);

        await database.ExecuteAsync($"update engine.workers set lease_until = now() - interval '1 second' where id = {paused.Id}");
        await other.Leases.ReapAsync(CancellationToken.None);

        var write = () => paused.Pump.CommitAsync(Rows.Finish(start, ingest.Matched[0]));
        await write.Should().ThrowAsync<FencedException>();
        (await database.CountAsync("instances", "status = 0 and version = 1")).Should().Be(1);
        (await database.CountAsync("bookmarks")).Should().Be(1, "nothing of the fenced burst may be left");
        (await database.CountAsync("work_items", "owner is null and attempts = 1")).Should().Be(1);
    }

    [Fact]
    public async Task A_fenced_member_fails_alone_and_its_batch_mates_commit()
    {
        await using var database = await EngineDatabase.CreateAsync();
        var worker = await database.JoinAsync();
        var start = Rows.Start(Guid.CreateVersion7(), "a");
        await worker.Pump.CommitAsync(start);
        var ingest = Rows.Event("a");
        await worker.Pump.IngestAsync(ingest);
        var stale = Rows.Finish(start, ingest.Matched[0] with { Owner = worker.Id + 1000 });

        // The first commit keeps the pump busy while the others queue up behind it and form one batch.
        var mates = Enumerable.Range(0, 20).Select(_ => worker.Pump.CommitAsync(Rows.Start(Guid.CreateVersion7(), null, hash: null))).ToList();
        var fenced = worker.Pump.CommitAsync(stale);
        mates.AddRange(Enumerable.Range(0, 20).Select(_ => worker.Pump.CommitAsync(Rows.Start(Guid.CreateVersion7(), null, hash: null))));

        await Task.WhenAll(mates);
        await FluentActions.Awaiting(() => fenced).Should().ThrowAsync<FencedException>();
        (await database.CountAsync("instances")).Should().Be(41);
    }

    [Fact]
    public async Task A_start_with_a_taken_id_fails_and_leaves_the_first_alone()
    {
        await using var database = await EngineDatabase.CreateAsync();
        var worker = await database.JoinAsync();
        var id = Guid.CreateVersion7();
        await worker.Pump.CommitAsync(Rows.Start(id, "a"));

        var again = () => worker.Pump.CommitAsync(Rows.Start(id, "a"));

        (await again.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.UniqueViolation);
        (await database.CountAsync("bookmarks")).Should().Be(1);
    }

    [Fact]
    public async Task Another_tenants_session_sees_nothing_and_a_session_without_tenant_neither()
    {
        await using var database = await EngineDatabase.CreateAsync();
        var worker = await database.JoinAsync();
        await worker.Pump.CommitAsync(Rows.Start(Guid.CreateVersion7(), "a"));

        (await database.Database.ScalarAsync<long>("select count(*) from engine.instances")).Should().Be(0);
        (await database.Database.ScalarAsync<long>(
            $"select count(*) from engine.instances, set_config('workflows.tenant', '{Guid.CreateVersion7()}', false)")).Should().Be(0);
        (await database.CountAsync("instances")).Should().Be(1);
    }
}
