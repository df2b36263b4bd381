using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Support.Reports;
using Workflows.Domain.Support.Surveys;
using Workflows.Domain.Support.Tickets;
using Xunit;

namespace Workflows.Domain.Tests.Support;

/// <summary>Whom a kept or broken promise counts for, and what counts at all.</summary>
public sealed class SlaReportTests
{
    private static readonly SlaReportFilter All = new(null, null, null, null, null, null);

    [Fact]
    public async Task A_promise_counts_for_whoever_had_the_ticket_when_it_was_kept_or_broken()
    {
        await using var world = await SupportWorld.CreateAsync();
        var kept = await world.OpenTicketAsync();
        await world.ReplyAsync("ann", kept);
        await world.DoAsync("ann", tickets => tickets.ResolveAsync(kept, "Done", null, default));

        // Nobody answers: the first response is missed at 09:15 by ann, handed over at level 2, the resolution missed by the second line.
        var late = await world.OpenTicketAsync(TicketPriority.Urgent);
        await world.PassAsync(late, TimeSpan.FromHours(5));

        var report = await RunAsync(world, All);

        report.Total.FirstResponse.Should().Be(new KeptPromises(1, 1, 50m));
        report.Total.Resolution.Should().Be(new KeptPromises(1, 1, 50m));
        var ann = report.Agents.Single(static a => a.Name == "ann");
        (ann.FirstResponse, ann.Resolution).Should().Be((new KeptPromises(1, 1, 50m), new KeptPromises(1, 0, 100m)));
        var second = report.Teams.Single(static t => t.Name == "Second line");
        (second.FirstResponse, second.Resolution).Should().Be((new KeptPromises(0, 0, null), new KeptPromises(0, 1, 0m)));
        (await RunAsync(world, All with { AgentId = world.People["ann"] })).Total.Total.Should().Be(new KeptPromises(2, 1, 66.7m));
        (await RunAsync(world, All with { Priority = TicketPriority.Normal })).Total.Total.Should().Be(new KeptPromises(2, 0, 100m));
        (await RunAsync(world, All with { From = world.Now })).Total.Total.PercentMet.Should().BeNull();
    }

    [Fact]
    public async Task A_late_answer_hides_no_miss_and_cancelled_clocks_do_not_count()
    {
        await using var world = await SupportWorld.CreateAsync();
        var late = await world.OpenTicketAsync();
        await world.PassAsync(late, TimeSpan.FromMinutes(90));
        await world.ReplyAsync("ann", late);
        var spam = await world.OpenTicketAsync();
        await world.DoAsync("ann", tickets => tickets.CloseAsync(spam, "spam", null, default));

        (await RunAsync(world, All)).Total.Total.Should().Be(new KeptPromises(0, 1, 0m));
    }

    [Fact]
    public async Task A_reopened_resolution_is_one_promise_and_its_end_counts()
    {
        await using var world = await SupportWorld.CreateAsync();
        var id = await world.OpenTicketAsync();
        await world.ReplyAsync("ann", id);
        await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Done", null, default));
        await world.DoAsync("joe", tickets => tickets.ReopenAsync(id, null, default));
        (await RunAsync(world, All)).Total.Resolution.Should().Be(new KeptPromises(0, 0, null));

        await world.PassAsync(id, TimeSpan.FromDays(2));

        (await RunAsync(world, All)).Total.Resolution.Should().Be(new KeptPromises(0, 1, 0m));
    }

    [Theory]
    [InlineData(0, 0, 0, null)]
    [InlineData(1, 0, 0, 100.0)]
    [InlineData(1, 1, 1, 0.0)]
    [InlineData(2, 0, 1, 33.3)]
    [InlineData(0, 5, 2, -28.6)]
    public void The_net_promoter_score_is_rounded_and_null_without_answers(int promoters, int passives, int detractors, double? nps) =>
        NpsSummary.Of(promoters, passives, detractors).Nps.Should().Be((decimal?)nps);

    [Fact]
    public void The_classes_of_a_net_promoter_score_begin_at_7_and_9()
    {
        Enumerable.Range(0, 11).Select(static score => SurveyScale.ClassOf(SurveyKind.Nps, score)).Should().Equal(
            [.. Enumerable.Repeat<NpsClass?>(NpsClass.Detractor, 7), NpsClass.Passive, NpsClass.Passive, NpsClass.Promoter, NpsClass.Promoter]);
        SurveyScale.ClassOf(SurveyKind.Csat, 5).Should().BeNull();
    }

    private static Task<SlaReportResult> RunAsync(SupportWorld world, SlaReportFilter filter) => world.AsAsync(world.Person("max"), async services =>
        await services.GetRequiredService<SlaReport>().RunAsync(filter, default));
}
