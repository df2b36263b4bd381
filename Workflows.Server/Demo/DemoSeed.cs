using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Teams;
using Workflows.Domain.Support.Tickets;
using Workflows.Server.Hosting;

namespace Workflows.Server.Demo;

/// <summary>
/// Adds two firms with people, a team, business hours, policies and tickets (<c>--seed-demo</c>). A firm that exists is left
/// alone, so running it again changes nothing. Refused in production.
/// </summary>
internal sealed class DemoSeed(IServiceScopeFactory scopes, IConfiguration configuration, IHostEnvironment environment)
{
    private static readonly DayOfWeek[] Weekdays =
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];

    /// <summary>Adds what is missing; gives what to tell the person, or null when everything was there.</summary>
    /// <exception cref="ConfigurationException">The server runs in production.</exception>
    public async Task<string?> RunAsync(CancellationToken cancellationToken)
    {
        if (environment.IsProduction())
        {
            throw new ConfigurationException(
                $"{CommandLine.SeedDemoFlag} is refused in production. Set ASPNETCORE_ENVIRONMENT=Development.");
        }

        var password = configuration["Workflows:Demo:Password"] ?? Passwords.MakeOneTime();
        var added = new List<string>();
        foreach (var firm in DemoFirm.All)
        {
            if (await AddAsync(firm, password, cancellationToken))
            {
                added.Add($"    {firm.Name}: manager@{firm.Key}.example, {string.Join(", ", firm.Staff.Concat(firm.Contacts).Select(firm.AddressOf))}");
            }
        }

        return added.Count == 0
            ? null
            : $"  Sample data was added. Everybody's password: {password}{Environment.NewLine}{string.Join(Environment.NewLine, added)}";
    }

    private async Task<bool> AddAsync(DemoFirm firm, string password, CancellationToken cancellationToken)
    {
        var tenant = new Tenant { Key = firm.Key, Name = firm.Name, Zone = firm.Zone };
        await using (var scope = Scope(tenant.Id, Actor.System))
        {
            var work = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
            var context = await work.BeginAsync(cancellationToken);
            await TenantSetting.SetAsync(work.Connection, work.Transaction, TenantSetting.AllTenants, cancellationToken);
            if (await context.Set<Tenant>().AnyAsync(t => t.Key == firm.Key, cancellationToken))
            {
                return false;
            }

            context.Add(tenant);
            await work.CommitAsync(cancellationToken);
        }

        var people = await AddPeopleAsync(firm, tenant.Id, password, cancellationToken);
        var manager = new Actor("user", people[firm.Manager].Id, Roles.Manager, firm.Manager);
        await AddRulesAsync(firm, tenant.Id, manager, cancellationToken);
        foreach (var (contact, subject, priority) in Tickets(firm))
        {
            await AddTicketAsync(tenant.Id, manager, people[contact].Id, subject, priority, cancellationToken);
        }

        return true;
    }

    private async Task<Dictionary<string, User>> AddPeopleAsync(
        DemoFirm firm, Guid tenantId, string password, CancellationToken cancellationToken)
    {
        await using var scope = Scope(tenantId, Actor.System);
        var work = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        var hash = scope.ServiceProvider.GetRequiredService<Passwords>().Hash(password);
        var context = await work.BeginAsync(cancellationToken);
        var people = new Dictionary<string, User>(StringComparer.Ordinal);
        void Add(string name, string address, string role) => people[name] = new User
        {
            Login = address,
            Email = address,
            Name = name,
            Role = role,
            PasswordHash = hash,
        };
        Add(firm.Manager, $"manager@{firm.Key}.example", Roles.Manager);
        foreach (var name in firm.Staff)
        {
            Add(name, firm.AddressOf(name), Roles.Staff);
        }

        foreach (var name in firm.Contacts)
        {
            Add(name, firm.AddressOf(name), Roles.Portal);
        }

        context.AddRange(people.Values);
        await context.SaveChangesAsync(cancellationToken);
        var team = new Team { Name = "Help desk", LeadId = people[firm.Staff[0]].Id };
        context.Add(team);
        context.AddRange(firm.Staff.Select(name => new TeamMember { TeamId = team.Id, UserId = people[name].Id }));
        await work.CommitAsync(cancellationToken);
        return people;
    }

    private async Task AddRulesAsync(DemoFirm firm, Guid tenantId, Actor manager, CancellationToken cancellationToken)
    {
        await using var scope = Scope(tenantId, manager);
        var services = scope.ServiceProvider;
        var outcome = await services.GetRequiredService<CalendarService>().CreateAsync(
            "Office hours", CalendarDefinition.Weekly(firm.Zone, Weekdays, firm.Hours), true, cancellationToken);
        var calendar = outcome is CalendarOutcome.Done done
            ? done.Calendar.Id
            : throw new InvalidOperationException($"The sample calendar was refused: {outcome}.");
        var policies = services.GetRequiredService<SlaPolicyService>();
        await policies.CreateAsync(
            new SlaPolicyDraft
            {
                Name = "Urgent",
                Position = 1,
                CalendarId = calendar,
                Conditions = new SlaConditions { Priorities = [TicketPriority.Urgent] },
                Targets = new Dictionary<TicketPriority, SlaTargets> { [TicketPriority.Urgent] = new(15, 30, 120) },
            },
            cancellationToken);
        await policies.CreateAsync(
            new SlaPolicyDraft
            {
                Name = "Standard",
                IsDefault = true,
                CalendarId = calendar,
                Targets = new Dictionary<TicketPriority, SlaTargets>
                {
                    [TicketPriority.Low] = new(480, 960, 2400),
                    [TicketPriority.Normal] = new(120, 240, 960),
                    [TicketPriority.High] = new(60, 120, 480),
                },
            },
            cancellationToken);
    }

    private async Task AddTicketAsync(
        Guid tenantId, Actor manager, Guid contactId, string subject, TicketPriority priority, CancellationToken cancellationToken)
    {
        await using var scope = Scope(tenantId, manager);
        var services = scope.ServiceProvider;
        var context = await services.GetRequiredService<IUnitOfWork>().BeginAsync(cancellationToken);
        var team = await context.Set<Team>().Select(static t => (Guid?)t.Id).FirstAsync(cancellationToken);
        await services.GetRequiredService<TicketService>().CreateAsync(
            new NewTicket
            {
                Subject = subject,
                Description = "Part of the sample data.",
                RequesterId = contactId,
                Priority = priority,
                Channel = TicketChannel.Portal,
                TeamId = team,
                Tags = ["sample"],
            },
            cancellationToken);
    }

    private static IEnumerable<(string Contact, string Subject, TicketPriority Priority)> Tickets(DemoFirm firm) =>
    [
        (firm.Contacts[0], "Cannot open last year's statement", TicketPriority.Normal),
        (firm.Contacts[0], "Direct debit was taken twice", TicketPriority.High),
        (firm.Contacts[1], "Please change my postal address", TicketPriority.Low),
        (firm.Contacts[1], "The portal is down for our whole office", TicketPriority.Urgent),
    ];

    private AsyncServiceScope Scope(Guid tenantId, Actor actor)
    {
        var scope = scopes.CreateAsyncScope();
        var call = scope.ServiceProvider.GetRequiredService<CallContext>();
        call.TenantId = tenantId;
        call.Actor = actor;
        return scope;
    }
}
