using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Teams;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Demo;

/// <summary>
/// Two sample firms, each with a manager, staff in two teams, portal contacts, calendars, policies and some tickets. Not for
/// production: everybody has the same published password.
/// </summary>
public static class DemoData
{
    /// <summary>The password of every sample person.</summary>
    public const string Password = "demo-only-3-otters";

    private static readonly (string Subject, string Description, TicketPriority Priority, string[] Tags)[] Tickets =
    [
        ("Cannot open the January payslips", "The portal says that the file is damaged.", TicketPriority.Normal, ["payroll", "portal"]),
        ("Year-end figures are missing", "We need them for the bank on Friday.", TicketPriority.High, ["accounts"]),
        ("Nobody can sign in", "All of us see an error page since this morning.", TicketPriority.Urgent, ["sign-in"]),
        ("Please add a colleague", "She starts next month.", TicketPriority.Low, ["users"]),
    ];

    /// <summary>
    /// Adds what is not there yet; a firm that exists is left alone. Needs the services of the domain in the container.
    /// </summary>
    /// <returns>Keys of the firms that were added.</returns>
    public static async Task<IReadOnlyList<string>> SeedAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(services);
        var added = new List<string>();
        foreach (var firm in DemoFirm.All)
        {
            if (await AddFirmAsync(services, firm, cancellationToken) is { } people)
            {
                await AddRulesAsync(services, firm, people, cancellationToken);
                await AddTicketsAsync(services, people, cancellationToken);
                added.Add(firm.Key);
            }
        }

        return added;
    }

    // The id follows from the key, so that the row-level policy lets a tenant look for itself before it exists.
    private static Guid TenantId(DemoFirm firm) =>
        new(System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"demo:{firm.Key}")).AsSpan(0, 16));

    private static AsyncServiceScope Scope(IServiceProvider services, DemoFirm? firm, Guid tenantId, Actor actor)
    {
        var scope = services.CreateAsyncScope();
        var call = scope.ServiceProvider.GetRequiredService<CallContext>();
        (call.TenantId, call.Actor) = (firm is null ? tenantId : TenantId(firm), actor);
        return scope;
    }

    private static async Task<IReadOnlyList<User>?> AddFirmAsync(IServiceProvider services, DemoFirm firm, CancellationToken cancellationToken)
    {
        await using var scope = Scope(services, firm, default, Actor.System);
        var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var id = TenantId(firm);
        if (await context.Set<Tenant>().AnyAsync(t => t.Id == id, cancellationToken))
        {
            return null;
        }

        var hash = scope.ServiceProvider.GetRequiredService<Passwords>().Hash(Password);
        context.Add(new Tenant { Id = id, Key = firm.Key, Name = firm.Name, Zone = firm.Zone });
        await context.SaveChangesAsync(cancellationToken);
        var people = firm.People.Select(person => new User
        {
            TenantId = id,
            Login = DemoFirm.LoginOf(person.Name, firm.Key),
            Email = DemoFirm.LoginOf(person.Name, firm.Key),
            Name = person.Name,
            Role = person.Role,
            PasswordHash = hash,
        }).ToList();
        context.AddRange(people);
        await unitOfWork.CommitAsync(cancellationToken);
        return people;
    }

    private static async Task AddRulesAsync(
        IServiceProvider services, DemoFirm firm, IReadOnlyList<User> people, CancellationToken cancellationToken)
    {
        var manager = people[0];
        await using var scope = Scope(services, firm, default, new Actor("user", manager.Id, manager.Role, manager.Name));
        var provider = scope.ServiceProvider;
        var year = provider.GetRequiredService<TimeProvider>().GetUtcNow().Year;
        var office = await AddCalendarAsync(provider, "Office hours", firm.Calendar(year), isDefault: true, cancellationToken);
        var always = await AddCalendarAsync(provider, "Around the clock", CalendarDefinition.AlwaysOpen, isDefault: false, cancellationToken);

        var unitOfWork = provider.GetRequiredService<IUnitOfWork>();
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var second = new Team { Name = "Second line", LeadId = people[1].Id };
        context.Add(second);
        var first = new Team { Name = "First line", LeadId = people[1].Id, EscalationTeamId = second.Id };
        context.Add(first);
        foreach (var (team, member) in new[] { (first, 1), (first, 2), (first, 3), (second, 4), (second, 5) })
        {
            context.Add(new TeamMember { TenantId = manager.TenantId, TeamId = team.Id, UserId = people[member].Id });
        }

        await unitOfWork.CommitAsync(cancellationToken);
        var policies = provider.GetRequiredService<SlaPolicyService>();
        Expect(await policies.CreateAsync(
            new SlaPolicyDraft
            {
                Name = "Standard",
                Description = "For everybody, in office hours.",
                IsDefault = true,
                Position = 100,
                CalendarId = office,
                Targets = new Dictionary<TicketPriority, SlaTargets>
                {
                    [TicketPriority.Low] = new(480, 960, 2400),
                    [TicketPriority.Normal] = new(240, 480, 1200),
                    [TicketPriority.High] = new(60, 120, 480),
                    [TicketPriority.Urgent] = new(30, 60, 240),
                },
            },
            cancellationToken));
        Expect(await policies.CreateAsync(
            new SlaPolicyDraft
            {
                Name = "Sign-in emergencies",
                Description = "Nobody can work: day and night.",
                Position = 1,
                Conditions = new SlaConditions { Priorities = [TicketPriority.Urgent], Tags = ["sign-in"] },
                CalendarId = always,
                Targets = new Dictionary<TicketPriority, SlaTargets> { [TicketPriority.Urgent] = new(15, 30, 120) },
            },
            cancellationToken));
    }

    private static async Task AddTicketsAsync(IServiceProvider services, IReadOnlyList<User> people, CancellationToken cancellationToken)
    {
        for (var i = 0; i < Tickets.Length; i++)
        {
            // One ticket comes through the portal, where the contact sets no priority; staff enter the others.
            var (subject, description, priority, tags) = Tickets[i];
            var contact = people[6 + (i % 2)];
            var actor = i == 0 ? contact : people[2];
            await using var scope = Scope(services, null, actor.TenantId, new Actor("user", actor.Id, actor.Role, actor.Name));
            var outcome = await scope.ServiceProvider.GetRequiredService<TicketService>().CreateAsync(
                new NewTicket
                {
                    Subject = subject,
                    Description = description,
                    RequesterId = contact.Id,
                    Priority = i == 0 ? null : priority,
                    Tags = tags,
                    AssigneeId = i is 1 or 2 ? actor.Id : null,
                },
                cancellationToken);
            if (outcome is not TicketOutcome.Done)
            {
                throw new InvalidOperationException($"The sample ticket '{subject}' was refused: {outcome}");
            }
        }
    }

    private static async Task<Guid> AddCalendarAsync(
        IServiceProvider services, string name, CalendarDefinition definition, bool isDefault, CancellationToken cancellationToken) =>
        await services.GetRequiredService<CalendarService>().CreateAsync(name, definition, isDefault, cancellationToken) switch
        {
            CalendarOutcome.Done(var calendar) => calendar.Id,
            var refused => throw new InvalidOperationException($"The sample calendar '{name}' was refused: {refused}"),
        };

    private static void Expect(SlaPolicyOutcome outcome)
    {
        if (outcome is not SlaPolicyOutcome.Done)
        {
            throw new InvalidOperationException($"A sample policy was refused: {outcome}");
        }
    }
}
