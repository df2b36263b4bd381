using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Tickets;
using Xunit;

namespace Workflows.Domain.Tests.Support;

public sealed class TicketCommandTests(SupportFixture fixture) : IClassFixture<SupportFixture>
{
    public static TheoryData<TicketStatus, string> Matrix()
    {
        var data = new TheoryData<TicketStatus, string>();
        foreach (var status in Enum.GetValues<TicketStatus>())
        {
            foreach (var action in new[] { "hold", "unhold", "pend", "resolve", "close", "reopen", "merge" })
            {
                data.Add(status, action);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Matrix))]
    public async Task Actions_follow_the_state_table(TicketStatus status, string action)
    {
        var world = fixture.NextWeek();
        var id = await InAsync(world, status);
        var into = action == "merge" ? await world.OpenTicketAsync(react: false) : Guid.Empty;
        var target = action switch
        {
            "hold" => TicketStatus.OnHold,
            "unhold" or "reopen" => TicketStatus.Open,
            "pend" => TicketStatus.Pending,
            "resolve" => TicketStatus.Resolved,
            "close" => TicketStatus.Closed,
            _ => TicketStatus.Merged,
        };

        var outcome = await world.DoAsync("ann", tickets => action switch
        {
            "hold" => tickets.HoldAsync(id, "parts", null, default),
            "unhold" => tickets.UnholdAsync(id, null, default),
            "pend" => tickets.PendAsync(id, null, default),
            "resolve" => tickets.ResolveAsync(id, "Done", null, default),
            "close" => tickets.CloseAsync(id, "other", null, default),
            "reopen" => tickets.ReopenAsync(id, null, default),
            _ => tickets.MergeAsync(id, into, null, default),
        }, react: false);

        var allowed = TicketTransitions.Allows(status, target)
            && (action != "unhold" || status is TicketStatus.New or TicketStatus.Pending or TicketStatus.OnHold)
            && (action != "reopen" || status is TicketStatus.Resolved or TicketStatus.Closed);
        var already = status == target || (action == "reopen" && status == TicketStatus.New);
        if (allowed)
        {
            outcome.Should().BeOfType<TicketOutcome.Done>().Which.Changed.Should().BeTrue();
            (await world.TicketAsync(id)).Status.Should().Be(target);
        }
        else if (already && action != "merge")
        {
            outcome.Should().BeOfType<TicketOutcome.Done>().Which.Changed.Should().BeFalse();
        }
        else
        {
            outcome.Should().BeOfType<TicketOutcome.IllegalTransition>().Which.Current.Should().Be(status);
            (await world.TicketAsync(id)).Status.Should().Be(status);
        }
    }

    [Fact]
    public async Task A_repeated_action_changes_nothing_and_tells_nobody()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();
        await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Done", null, default));
        var (mails, events) = (world.Mails.Sent.Count, world.Gateway.Published.Count);
        var audits = await AuditsAsync(world, id);

        var again = await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Done", null, default));

        again.Should().BeOfType<TicketOutcome.Done>().Which.Changed.Should().BeFalse();
        (world.Mails.Sent.Count, world.Gateway.Published.Count).Should().Be((mails, events));
        (await AuditsAsync(world, id)).Should().Be(audits);
    }

    [Fact]
    public async Task Only_an_active_member_of_the_team_can_be_assigned()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();

        (await AssignAsync(world, id, "dan")).Should().BeOfType<TicketOutcome.Invalid>().Which.Errors.Should().ContainKey("assignee_id");
        (await AssignAsync(world, id, "joe")).Should().BeOfType<TicketOutcome.Invalid>();
        (await AssignAsync(world, id, "bob")).Should().BeOfType<TicketOutcome.Done>();
        (await AssignAsync(world, id, null)).Should().BeOfType<TicketOutcome.Done>().Which.Ticket.AssigneeId.Should().BeNull();
        world.Mails.Sent.Where(m => m.RelatedTo == $"ticket:{id}" && m.TemplateKey == "support/assigned").Select(static m => m.To)
            .Should().Equal("ann@example.com", "bob@example.com");
    }

    [Fact]
    public async Task Two_assignments_at_once_leave_one_winner()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync(assignee: null);
        await using var first = world.Database.Scope(world.Database.TenantA, world.Person("lea"));
        var unitOfWork = first.ServiceProvider.GetRequiredService<Workflows.Domain.Shared.Data.IUnitOfWork>();
        var context = await unitOfWork.BeginAsync(default);
        var row = (await context.LockAsync(id, default))!;

        var other = world.DoAsync("max", tickets => tickets.AssignAsync(id, world.People["bob"], null, default));
        await world.WaitForLockAsync();
        row.AssigneeId = world.People["ann"];
        await unitOfWork.CommitAsync(default);

        (await other).Should().BeOfType<TicketOutcome.Conflict>().Which.Code.Should().Be("assigned_meanwhile");
    }

    [Fact]
    public async Task A_stale_version_is_refused()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();
        var version = (await world.TicketAsync(id)).RowVersion;
        await world.DoAsync("ann", tickets => tickets.PendAsync(id, version, default));

        (await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Done", version, default))).Should().BeOfType<TicketOutcome.Stale>();
    }

    [Fact]
    public async Task Portal_contacts_see_and_do_their_own_only()
    {
        var world = fixture.NextWeek();
        var joes = await world.OpenTicketAsync();

        (await world.ReplyAsync("sue", joes)).Should().BeOfType<TicketOutcome.NotFound>();
        (await world.DoAsync("sue", tickets => tickets.ReopenAsync(joes, null, default))).Should().BeOfType<TicketOutcome.NotFound>();
        (await world.DoAsync("joe", tickets => tickets.ResolveAsync(joes, "x", null, default))).Should().BeOfType<TicketOutcome.Forbidden>();
        (await world.ReplyAsync("joe", joes, isInternal: true)).Should().BeOfType<TicketOutcome.Forbidden>();
        (await world.DoAsync("joe", tickets => tickets.CreateAsync(
            new NewTicket { Subject = "x", Priority = TicketPriority.Urgent }, default))).Should().BeOfType<TicketOutcome.Forbidden>();
        (await world.DoAsync("joe", tickets => tickets.CreateAsync(
            new NewTicket { Subject = "x", RequesterId = world.People["sue"] }, default))).Should().BeOfType<TicketOutcome.Invalid>();
        var own = await world.DoAsync("joe", tickets => tickets.CreateAsync(new NewTicket { Subject = "Mine" }, default));
        own.Should().BeOfType<TicketOutcome.Done>().Which.Ticket.Channel.Should().Be(TicketChannel.Portal);
    }

    [Fact]
    public async Task Another_tenants_ticket_does_not_exist()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();
        await using var scope = world.Database.Scope(world.Database.TenantB, new Actor("user", null, Roles.Manager, "stranger"));

        var outcome = await scope.ServiceProvider.GetRequiredService<TicketService>().ResolveAsync(id, "x", null, default);

        outcome.Should().BeOfType<TicketOutcome.NotFound>();
    }

    [Fact]
    public async Task Bad_input_is_named_field_by_field()
    {
        var world = fixture.NextWeek();

        var outcome = await world.DoAsync("ann", tickets => tickets.CreateAsync(
            new NewTicket { Subject = " ", RequesterId = Guid.CreateVersion7(), TeamId = Guid.CreateVersion7(), CustomFields = "[1]" }, default));

        outcome.Should().BeOfType<TicketOutcome.Invalid>().Which.Errors.Keys
            .Should().BeEquivalentTo("subject", "requester_id", "team_id", "custom_fields");
    }

    [Fact]
    public async Task Every_change_leaves_an_audit_row_with_before_and_after()
    {
        var world = fixture.NextWeek();
        var id = await world.OpenTicketAsync();
        await world.DoAsync("ann", tickets => tickets.HoldAsync(id, "parts", null, default));

        var row = await world.ReadAsync(c => c.Set<AuditLog>().SingleAsync(a => a.EntityId == id && a.Action == "ticket.hold"));

        row.ActorName.Should().Be("ann");
        row.Before.Should().Contain("\"status\": \"new\"");
        row.After.Should().Contain("\"status\": \"on_hold\"").And.Contain("parts");
    }

    private static Task<TicketOutcome> AssignAsync(SupportWorld world, Guid ticket, string? person) => world.DoAsync(
        "lea", tickets => tickets.AssignAsync(ticket, person is null ? null : world.People[person], null, default));

    private static Task<int> AuditsAsync(SupportWorld world, Guid ticket) =>
        world.ReadAsync(c => c.Set<AuditLog>().CountAsync(a => a.EntityId == ticket));

    private static async Task<Guid> InAsync(SupportWorld world, TicketStatus status)
    {
        var id = await world.OpenTicketAsync(react: false);
        Func<TicketService, ValueTask<TicketOutcome>>[] steps = status switch
        {
            TicketStatus.New => [],
            TicketStatus.Open => [tickets => tickets.UnholdAsync(id, null, default)],
            TicketStatus.Pending => [tickets => tickets.PendAsync(id, null, default)],
            TicketStatus.OnHold => [tickets => tickets.HoldAsync(id, "parts", null, default)],
            TicketStatus.Resolved => [tickets => tickets.ResolveAsync(id, "Done", null, default)],
            TicketStatus.Closed => [tickets => tickets.CloseAsync(id, "other", null, default)],
            _ => [],
        };
        foreach (var step in steps)
        {
            (await world.DoAsync("ann", step, react: false)).Should().BeOfType<TicketOutcome.Done>();
        }

        if (status == TicketStatus.Merged)
        {
            var into = await world.OpenTicketAsync(react: false);
            await world.DoAsync("ann", tickets => tickets.MergeAsync(id, into, null, default), react: false);
        }

        return id;
    }
}
