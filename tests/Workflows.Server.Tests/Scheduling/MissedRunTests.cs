using FluentAssertions;
using Workflows.Server.Scheduling;
using Workflows.Server.Scheduling.Jobs;
using Workflows.Server.Scheduling.Ledger;
using Xunit;

namespace Workflows.Server.Tests.Scheduling;

public sealed class MissedRunTests
{
    private static readonly DateTimeOffset Missed = ScheduleHost.Start.AddHours(1);

    [Fact]
    public async Task A_missed_slot_is_run_by_hand_once_however_often_it_is_asked_for()
    {
        await using var host = await ScheduleHost.CreateAsync();
        var tenant = await host.AddTenantAsync("mine");
        var process = host.NewProcess(ScheduleHost.Workflow("0 * * * *", misfire: MisfirePolicy.Skip));
        await process.SyncAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(90));
        await process.SettleAsync();
        var schedule = (await process.Queries.FindAsync(tenant, "flow:trigger", default))!;

        var results = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => process.Missed.RunMissedAsync(schedule, Missed, tenant, "Mia", default)));
        results.OfType<MissedRunResult.Ran>().Should().ContainSingle();
        results.OfType<MissedRunResult.AlreadyRan>().Should().HaveCount(7);
        (await host.StartsAsync()).Should().ContainSingle();

        var entry = (await process.Queries.LedgerAsync(tenant, "flow:trigger", new LedgerFilter(), 0, 10, default)).Entries.Single();
        entry.Status.Should().Be(FiringStatus.Late);
        entry.RunBy.Should().Be("Mia");
        entry.InstanceId.Should().NotBeNull();
        (await host.LedgerAsync()).Should().Equal(["04 09:00 skipped"], "for the other tenant the slot stays missed");
    }

    [Fact]
    public async Task Only_missed_slots_of_the_ledger_can_be_run()
    {
        await using var host = await ScheduleHost.CreateAsync();
        var tenant = await host.AddTenantAsync("mine");
        var process = host.NewProcess(ScheduleHost.Workflow("0 * * * *"));
        await process.SyncAsync();
        host.Clock.Advance(TimeSpan.FromHours(1));
        await process.SettleAsync();
        var schedule = (await process.Queries.FindAsync(tenant, "flow:trigger", default))!;

        (await process.Missed.RunMissedAsync(schedule, Missed, tenant, "Mia", default))
            .Should().Be(new MissedRunResult.NotMissed(FiringStatus.Fired));
        (await process.Missed.RunMissedAsync(schedule, Missed.AddMinutes(1), tenant, "Mia", default))
            .Should().Be(new MissedRunResult.NoSuchSlot());
        (await host.StartsAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task A_job_records_its_runs_and_failures_and_can_be_run_by_hand()
    {
        await using var host = await ScheduleHost.CreateAsync();
        var job = new CountingJob();
        var process = host.NewProcessWithJob(job);
        await process.SyncAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await process.SettleAsync();
        job.Fails = true;
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await process.SettleAsync();
        (await host.TextsAsync("select coalesce(reason, result) from quartz.schedule_ledger order by due_at"))
            .Should().Equal("run 1", "InvalidOperationException: broken");
        (await host.TextsAsync("select last_status || consecutive_failures from quartz.schedules")).Should().Equal("failed1");

        job.Fails = false;
        var tenant = await host.AddTenantAsync("mine");
        var schedule = (await process.Queries.FindAsync(tenant, "job:counting", default))!;
        var due = ScheduleHost.Start.AddMinutes(20);
        (await process.Missed.RunMissedAsync(schedule, due, tenant, "Ada", default)).Should().BeOfType<MissedRunResult.Ran>();
        (await process.Missed.RunMissedAsync(schedule, due, tenant, "Ada", default)).Should().Be(new MissedRunResult.AlreadyRan());
        job.Runs.Should().Be(2);
        (await host.LedgerAsync()).Should().Equal("04 08:10 fired", "04 08:20 late");
    }

    private sealed class CountingJob : IModuleJob
    {
        public bool Fails { get; set; }

        public int Runs { get; private set; }

        public string Name => "counting";

        public string Title => "Counts";

        public JobTiming Timing => JobTiming.Every(TimeSpan.FromMinutes(10));

        public MisfirePolicy Misfire => MisfirePolicy.Skip;

        public Task<string?> RunAsync(CancellationToken cancellationToken) => Fails
            ? throw new InvalidOperationException("broken")
            : Task.FromResult<string?>($"run {++Runs}");
    }
}
