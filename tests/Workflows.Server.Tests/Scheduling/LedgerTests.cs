using FluentAssertions;
using Workflows.Server.Scheduling;
using Workflows.Server.Scheduling.Triggers;
using Xunit;

namespace Workflows.Server.Tests.Scheduling;

public sealed class LedgerTests
{
    [Fact]
    public async Task A_firing_in_time_starts_one_instance_a_tenant_and_is_recorded()
    {
        await using var host = await ScheduleHost.CreateAsync(tenants: 3);
        var process = host.NewProcess(ScheduleHost.Workflow("0 * * * *"));
        await process.SyncAsync();
        host.Clock.Advance(TimeSpan.FromHours(1));
        await process.SettleAsync();
        await process.SettleAsync();

        (await host.LedgerAsync()).Should().Equal("04 09:00 fired");
        (await host.StartsAsync()).Should().HaveCount(3).And.OnlyContain(static key => key == "schedule:flow:trigger:2026-05-04T09:00:00.0000000+00:00");
        (await host.TextsAsync("select result from quartz.schedule_ledger")).Should().Equal("3 started");
    }

    [Theory]
    [InlineData(MisfirePolicy.FireOnceNow, "09:00 skipped|10:00 skipped|11:00 late", 1)]
    [InlineData(MisfirePolicy.Skip, "09:00 skipped|10:00 skipped|11:00 skipped", 0)]
    [InlineData(MisfirePolicy.FireAll, "09:00 late|10:00 late|11:00 late", 3)]
    public async Task Slots_missed_while_no_server_ran_follow_the_policy(MisfirePolicy policy, string expected, int starts)
    {
        await using var host = await ScheduleHost.CreateAsync();
        var spec = ScheduleHost.Workflow("0 * * * *", misfire: policy);
        var before = host.NewProcess(spec);
        await before.SyncAsync();
        await host.StopAsync(before);
        host.Clock.Advance(TimeSpan.FromMinutes(200));

        var after = host.NewProcess(spec);
        await after.SyncAsync();
        await after.SettleAsync();
        (await host.LedgerAsync()).Should().Equal(expected.Split('|').Select(static e => $"04 {e}"));
        (await host.StartsAsync()).Should().HaveCount(starts);
        (await host.TextsAsync("select reason from quartz.schedule_ledger")).Should().OnlyContain(static r => r.Contains("no server fired it in time"));
    }

    [Fact]
    public async Task A_restart_neither_repeats_nor_loses_a_firing()
    {
        await using var host = await ScheduleHost.CreateAsync();
        var spec = ScheduleHost.Workflow("00:30:00", ScheduleKind.Timer, MisfirePolicy.FireAll);
        for (var restart = 0; restart < 6; restart++)
        {
            var process = host.NewProcess(spec);
            await process.SyncAsync();
            await process.SettleAsync();
            host.Clock.Advance(TimeSpan.FromMinutes(25));
            await host.StopAsync(process);
        }

        var last = host.NewProcess(spec);
        await last.SyncAsync();
        await last.SettleAsync();
        (await host.StartsAsync()).Should().OnlyHaveUniqueItems().And.HaveCount(5, "150 minutes hold five slots of 30 minutes, whatever restarts");
    }

    [Fact]
    public async Task Two_processes_that_settle_at_once_fire_once()
    {
        await using var host = await ScheduleHost.CreateAsync(tenants: 2);
        var spec = ScheduleHost.Workflow("*/5 * * * *", misfire: MisfirePolicy.FireAll);
        var processes = Enumerable.Range(0, 4).Select(_ => host.NewProcess(spec)).ToList();
        await Task.WhenAll(processes.Select(static p => p.SyncAsync()));
        host.Clock.Advance(TimeSpan.FromMinutes(20));
        await Task.WhenAll(processes.SelectMany(static p => Enumerable.Range(0, 3).Select(_ => p.Settler.SettleAsync("flow:trigger"))));

        (await host.StartsAsync()).Should().HaveCount(8);
        processes.Sum(static p => p.Starter.Calls).Should().Be(8, "the lock keeps the others from even asking");
        (await host.TextsAsync("select attempts from quartz.schedule_ledger")).Should().Equal("1", "1", "1", "1");
    }

    [Fact]
    public async Task A_process_that_dies_in_the_middle_leaves_the_slot_to_the_next()
    {
        await using var host = await ScheduleHost.CreateAsync(tenants: 2);
        var spec = ScheduleHost.Workflow("0 * * * *");
        var dying = host.NewProcess(spec);
        await dying.SyncAsync();
        host.Clock.Advance(TimeSpan.FromHours(1));
        using var death = new CancellationTokenSource();
        dying.Starter.AfterCommit = () =>
        {
            death.Cancel();
            throw new OperationCanceledException(death.Token);
        };
        var settle = () => dying.Settler.SettleAsync("flow:trigger", cancellationToken: death.Token);
        await settle.Should().ThrowAsync<OperationCanceledException>();
        (await host.LedgerAsync()).Should().Equal("04 09:00 pending");

        var next = host.NewProcess(spec);
        await next.SettleAsync();
        (await host.LedgerAsync()).Should().Equal("04 09:00 fired");
        (await host.StartsAsync()).Should().HaveCount(2, "the instance that was committed before the death is not started again");
        (await host.TextsAsync("select count(*) from quartz.schedule_runs")).Should().Equal("2");
    }

    [Fact]
    public async Task A_start_that_keeps_failing_ends_as_failed_with_its_reason()
    {
        await using var host = await ScheduleHost.CreateAsync();
        var process = host.NewProcess(ScheduleHost.Workflow("0 * * * *"));
        await process.SyncAsync();
        process.Starter.Instead = static () => throw new InvalidOperationException("the engine is away");
        host.Clock.Advance(TimeSpan.FromHours(1));
        for (var attempt = 0; attempt < 6; attempt++)
        {
            await process.SettleAsync();
        }

        process.Starter.Calls.Should().Be(5);
        (await host.LedgerAsync()).Should().Equal("04 09:00 failed");
        (await host.TextsAsync("select reason from quartz.schedule_ledger")).Should().Equal("InvalidOperationException: the engine is away");
        (await host.TextsAsync("select consecutive_failures from quartz.schedules")).Should().Equal("1");
    }

    [Fact]
    public async Task A_refused_start_is_skipped_with_the_engines_reason()
    {
        await using var host = await ScheduleHost.CreateAsync();
        var process = host.NewProcess(ScheduleHost.Workflow("0 * * * *"));
        await process.SyncAsync();
        process.Starter.Instead = static () => new WorkflowRun(RunStatus.Skipped, null, "the definition is paused");
        host.Clock.Advance(TimeSpan.FromHours(1));
        await process.SettleAsync();
        (await host.TextsAsync("select status || ': ' || reason from quartz.schedule_ledger")).Should().Equal("skipped: the definition is paused");
    }

    [Fact]
    public async Task A_schedule_may_name_its_tenants()
    {
        await using var host = await ScheduleHost.CreateAsync(tenants: 3);
        var process = host.NewProcess(ScheduleHost.Workflow("0 * * * *") with { Tenants = ["tenant-2"] });
        await process.SyncAsync();
        host.Clock.Advance(TimeSpan.FromHours(1));
        await process.SettleAsync();
        (await host.StartsAsync()).Should().ContainSingle();
        (await host.TextsAsync("select t.key from quartz.schedule_runs r join tenants t on t.id = r.tenant_id")).Should().Equal("tenant-2");
    }

    [Fact]
    public async Task A_gap_of_very_many_slots_is_summed_up()
    {
        await using var host = await ScheduleHost.CreateAsync();
        var process = host.NewProcess(ScheduleHost.Workflow("00:00:01", ScheduleKind.Timer, MisfirePolicy.Skip));
        await process.SyncAsync();
        host.Clock.Advance(TimeSpan.FromDays(1));
        await process.SettleAsync();
        (await host.TextsAsync("select count(*) from quartz.schedule_ledger where status = 'skipped'")).Should().Equal(["30"], "one stands for the most, 29 of the last minute are late, the others fire in time");
        (await host.TextsAsync("select reason from quartz.schedule_ledger order by due_at limit 1")).Single()
            .Should().StartWith("more than 10000 firings were missed");
        await process.SettleAsync();
        (await host.TextsAsync("select settled_until = timestamptz '2026-05-05 08:00:00+00' from quartz.schedules")).Should().Equal("True");
    }
}
