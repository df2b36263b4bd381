using System.Globalization;
using FluentAssertions;
using Workflows.Server.Scheduling;
using Xunit;

namespace Workflows.Server.Tests.Scheduling;

public sealed class SyncTests
{
    [Fact]
    public async Task Synchronising_twice_and_from_two_processes_changes_nothing()
    {
        await using var host = await ScheduleHost.CreateAsync();
        var spec = ScheduleHost.Workflow("00:30:00", ScheduleKind.Timer);
        var one = host.NewProcess(spec);
        var two = host.NewProcess(spec);
        await Task.WhenAll(one.SyncAsync(), two.SyncAsync());
        host.Clock.Advance(TimeSpan.FromMinutes(10));
        await Task.WhenAll(one.SyncAsync(), two.SyncAsync());
        (await host.TextsAsync("select anchor = created_at and settled_until = created_at from quartz.schedules")).Should().Equal("True");
    }

    [Fact]
    public async Task A_changed_expression_counts_from_the_change_and_accounts_for_the_time_before()
    {
        await using var host = await ScheduleHost.CreateAsync();
        var process = host.NewProcess(ScheduleHost.Workflow("0 * * * *"));
        await process.SyncAsync();
        host.Clock.Advance(TimeSpan.FromHours(1));
        process.Source.Publish(ScheduleHost.Workflow("30 9 * * *"));
        await process.SyncAsync();
        (await host.LedgerAsync()).Should().Equal("04 09:00 fired");
        host.Clock.Advance(TimeSpan.FromMinutes(30));
        await process.SettleAsync();
        (await host.LedgerAsync()).Should().Equal("04 09:00 fired", "04 09:30 fired");
    }

    [Fact]
    public async Task A_retracted_schedule_stops_and_owes_nothing_for_its_absence()
    {
        await using var host = await ScheduleHost.CreateAsync();
        var spec = ScheduleHost.Workflow("0 * * * *", misfire: MisfirePolicy.FireAll);
        var process = host.NewProcess(spec);
        await process.SyncAsync();
        process.Source.Publish();
        await process.SyncAsync();
        host.Clock.Advance(TimeSpan.FromHours(5));
        await process.SettleAsync();
        (await host.LedgerAsync()).Should().BeEmpty();

        process.Source.Publish(spec);
        await process.SyncAsync();
        host.Clock.Advance(TimeSpan.FromHours(1));
        await process.SettleAsync();
        (await host.LedgerAsync()).Should().Equal("04 14:00 fired");
    }

    [Fact]
    public async Task A_process_of_another_version_does_not_withdraw_what_it_does_not_know()
    {
        await using var host = await ScheduleHost.CreateAsync();
        await host.NewProcess(ScheduleHost.Workflow("0 * * * *")).SyncAsync();
        var other = host.NewProcess();
        await other.SyncAsync();
        (await host.TextsAsync("select active from quartz.schedules")).Should().Equal("True");

        other.Source.Retracted.Add("flow");
        await other.SyncAsync();
        (await host.TextsAsync("select active from quartz.schedules")).Should().Equal("False");
    }

    [Fact]
    public async Task A_schedule_that_nobody_lists_any_more_goes_after_an_hour()
    {
        await using var host = await ScheduleHost.CreateAsync();
        await host.NewProcess(ScheduleHost.Workflow("0 * * * *")).SyncAsync();
        host.Clock.Advance(TimeSpan.FromMinutes(61));
        await host.NewProcess().SyncAsync();
        (await host.TextsAsync("select active from quartz.schedules")).Should().Equal("False");
    }

    [Fact]
    public async Task A_start_in_the_past_is_skipped_and_one_to_come_fires_once_over_restarts()
    {
        await using var host = await ScheduleHost.CreateAsync();
        var past = At(-1);
        await host.NewProcess(past).SyncAsync();
        (await host.LedgerAsync()).Should().Equal("04 07:00 skipped");

        var coming = At(+1) with { Id = "flow:later" };
        await host.NewProcess(past, coming).SyncAsync();
        host.Clock.Advance(TimeSpan.FromHours(2));
        for (var restart = 0; restart < 3; restart++)
        {
            var process = host.NewProcess(past, coming);
            await process.SyncAsync();
            await process.SettleAsync();
        }

        (await host.LedgerAsync()).Should().Equal("04 07:00 skipped", "04 09:00 late");
        (await host.StartsAsync()).Should().ContainSingle();
    }

    private static ScheduleSpec At(int hours) => ScheduleHost.Workflow(
        ScheduleHost.Start.AddHours(hours).ToString("O", CultureInfo.InvariantCulture), ScheduleKind.StartAt);
}
