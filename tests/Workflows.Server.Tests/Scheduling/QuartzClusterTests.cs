using System.Globalization;
using FluentAssertions;
using Workflows.Server.Scheduling;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Server.Tests.Scheduling;

public sealed class QuartzClusterTests
{
    [Fact]
    public async Task Two_schedulers_on_one_database_fire_each_slot_once_and_one_goes_on_alone()
    {
        await using var host = await ScheduleHost.CreateAsync(tenants: 2);
        var spec = ScheduleHost.Workflow("00:00:01", ScheduleKind.Timer, MisfirePolicy.FireAll);
        var one = await host.StartQuartzAsync(spec);
        var two = await host.StartQuartzAsync(spec);
        await CountAsync(host, 4);
        (await host.TextsAsync("select count(*) from quartz.qrtz_triggers")).Should().Equal("1");
        (await host.TextsAsync("select count(*) from quartz.qrtz_scheduler_state")).Should().Equal("2");

        await host.StopAsync(one);
        await CountAsync(host, 8);
        await host.StopAsync(two);

        var ledger = await host.TextsAsync(
            "select extract(epoch from due_at - lag(due_at) over (order by due_at))::int from quartz.schedule_ledger order by due_at");
        ledger.Skip(1).Should().OnlyContain(static gap => gap == "1", "no slot is missing and none is there twice");
        (await host.StartsAsync()).Distinct().Should().HaveCountGreaterThanOrEqualTo(8);
        (await host.TextsAsync("select key from test_starts group by key having count(*) <> 2")).Should().BeEmpty();
        (await host.TextsAsync("select status from quartz.schedule_ledger where status in ('failed', 'skipped', 'pending')")).Should().BeEmpty();
    }

    [Fact]
    public async Task Triggers_carry_zone_and_misfire_policy_and_follow_publishing_without_a_restart()
    {
        await using var host = await ScheduleHost.CreateAsync();
        var daily = ScheduleHost.Workflow("30 1 * * *", misfire: MisfirePolicy.Skip) with { Zone = "America/New_York" };
        var process = await host.StartQuartzAsync(daily);
        var trigger = "select cron_expression || ' ' || time_zone_id || ' ' || misfire_instr from quartz.qrtz_cron_triggers "
            + "join quartz.qrtz_triggers using (sched_name, trigger_name, trigger_group)";
        // 2 is Quartz's "do nothing".
        await Eventually.GetAsync(() => host.TextsAsync(trigger), static t => t.SequenceEqual(["0 30 1 * * ? America/New_York 2"]), "it is scheduled");

        process.Source.Publish(daily with { Expression = "45 1 * * *" });
        await Eventually.GetAsync(() => host.TextsAsync(trigger), static t => t.SequenceEqual(["0 45 1 * * ? America/New_York 2"]), "it is rescheduled");

        process.Source.Publish();
        await Eventually.GetAsync(() => host.TextsAsync(trigger), static t => t.Count == 0, "it is gone");
        await Eventually.GetAsync(
            () => host.TextsAsync("select count(*) from quartz.qrtz_job_details"), static n => n.Single() == "0", "its job is gone too");
    }

    [Fact]
    public async Task A_start_at_an_instant_fires_by_quartz_and_not_again_after_a_restart()
    {
        await using var host = await ScheduleHost.CreateAsync();
        var due = TimeProvider.System.GetUtcNow().AddSeconds(2);
        var spec = ScheduleHost.Workflow(due.ToString("O", CultureInfo.InvariantCulture), ScheduleKind.StartAt);
        var process = await host.StartQuartzAsync(spec);
        await CountAsync(host, 1);
        await host.StopAsync(process);
        var again = await host.StartQuartzAsync(spec);
        await again.SettleAsync();
        (await host.StartsAsync()).Should().ContainSingle();
        (await host.TextsAsync("select status from quartz.schedule_ledger")).Should().Equal("fired");
    }

    private static Task CountAsync(ScheduleHost host, int slots) => Eventually.TrueAsync(
        async () => (await host.TextsAsync("select 1 from quartz.schedule_ledger where status in ('fired', 'late')")).Count >= slots,
        $"{slots} slots have fired");
}
