using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Processes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Teams;
using Workflows.Domain.Support.Tickets;
using Workflows.Domain.Tests.Shared;
using Workflows.Testing.Time;

namespace Workflows.Domain.Tests.Support;

/// <summary>
/// A firm with an office calendar (London, Monday to Friday 09:00-12:30 and 13:30-17:30), a policy, two teams and two contacts, on a
/// real database; and the process reduced to its loop, driven by a clock that stands until it is moved. It starts on Monday
/// 2 March 2026, 09:00.
/// </summary>
internal sealed partial class SupportWorld : IAsyncDisposable
{
    private SupportWorld(DomainDatabase database, RecordingMailQueue mails, RecordingGateway gateway) =>
        (Database, Mails, Gateway) = (database, mails, gateway);

    public DomainDatabase Database { get; }

    public RecordingMailQueue Mails { get; }

    public RecordingGateway Gateway { get; }

    public Dictionary<string, Guid> People { get; } = [];

    public Guid FirstLine { get; private set; }

    public Guid SecondLine { get; private set; }

    public Guid OfficeId { get; private set; }

    public SlaPolicy Policy { get; private set; } = null!;

    public BusinessCalendar Office { get; } = BusinessCalendar.Create(OfficeHours);

    public DateTimeOffset Now => Database.Clock.GetUtcNow();

    public static CalendarDefinition OfficeHours { get; } = CalendarDefinition.Weekly(
        "Europe/London",
        [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday],
        "09:00-12:30", "13:30-17:30");

    public static async Task<SupportWorld> CreateAsync(Func<SlaPolicyDraft, SlaPolicyDraft>? change = null)
    {
        var (mails, gateway) = (new RecordingMailQueue(), new RecordingGateway());
        var database = await DomainDatabase.CreateAsync(services =>
        {
            services.AddSupport();
            services.AddSingleton<IMailQueue>(mails);
            services.AddSingleton<IProcessGateway>(gateway);
        });
        var world = new SupportWorld(database, mails, gateway);
        await world.AsAsync(Actor.System, async services =>
        {
            var unitOfWork = services.GetRequiredService<IUnitOfWork>();
            var context = await unitOfWork.BeginAsync(default);
            foreach (var (name, role) in new[]
            {
                ("ann", Roles.Staff), ("bob", Roles.Staff), ("dan", Roles.Staff), ("eva", Roles.Staff), ("lea", Roles.Staff),
                ("max", Roles.Manager), ("joe", Roles.Portal), ("sue", Roles.Portal),
            })
            {
                var user = new User { Login = name, Email = $"{name}@example.com", Name = name, Role = role };
                world.People[name] = user.Id;
                context.Add(user);
            }

            var second = new Team { Name = "Second line", LeadId = world.People["lea"] };
            var first = new Team { Name = "First line", LeadId = world.People["lea"], EscalationTeamId = second.Id };
            (world.FirstLine, world.SecondLine) = (first.Id, second.Id);
            context.AddRange(second);
            await context.SaveChangesAsync();
            context.Add(first);
            foreach (var (team, user) in new[] { (first, "ann"), (first, "bob"), (second, "dan"), (second, "eva") })
            {
                context.Add(new TeamMember { TeamId = team.Id, UserId = world.People[user] });
            }

            await unitOfWork.CommitAsync(default);
        });
        await world.AsAsync(world.Person("max"), async services =>
        {
            var calendar = await services.GetRequiredService<CalendarService>().CreateAsync("Office", OfficeHours, isDefault: true, default);
            world.OfficeId = calendar.Should().BeOfType<CalendarOutcome.Done>().Subject.Calendar.Id;
            var draft = new SlaPolicyDraft
            {
                Name = "Standard",
                IsDefault = true,
                CalendarId = world.OfficeId,
                Targets = new Dictionary<TicketPriority, SlaTargets>
                {
                    [TicketPriority.Normal] = new(60, 120, 480),
                    [TicketPriority.High] = new(30, 60, 240),
                    [TicketPriority.Urgent] = new(15, 30, 120),
                },
            };
            var policy = await services.GetRequiredService<SlaPolicyService>().CreateAsync(change?.Invoke(draft) ?? draft, default);
            world.Policy = policy.Should().BeOfType<SlaPolicyOutcome.Done>().Subject.Policy;
        });
        return world;
    }

    public Actor Person(string name) => new("user", People[name], name switch
    {
        "max" => Roles.Manager,
        "joe" or "sue" => Roles.Portal,
        _ => Roles.Staff,
    }, name);

    public async Task AsAsync(Actor actor, Func<IServiceProvider, Task> work)
    {
        await using var scope = Database.Scope(Database.TenantA, actor);
        await work(scope.ServiceProvider);
    }

    public async Task<T> AsAsync<T>(Actor actor, Func<IServiceProvider, Task<T>> work)
    {
        await using var scope = Database.Scope(Database.TenantA, actor);
        return await work(scope.ServiceProvider);
    }

    /// <summary>Runs a ticket command as a person and lets the process react.</summary>
    public async Task<TicketOutcome> DoAsync(string person, Func<TicketService, ValueTask<TicketOutcome>> command, bool react = true)
    {
        var outcome = await AsAsync(Person(person), async services => await command(services.GetRequiredService<TicketService>()));
        if (react && (outcome as TicketOutcome.Done)?.Ticket.Id is { } id)
        {
            await RunAsync(id);
        }
        else if (react && (outcome as TicketOutcome.Commented)?.Ticket.Id is { } commented)
        {
            await RunAsync(commented);
        }

        return outcome;
    }

    public async Task<Guid> OpenTicketAsync(
        TicketPriority priority = TicketPriority.Normal, string? assignee = "ann", string requester = "joe", bool react = true)
    {
        var outcome = await DoAsync("bob", tickets => tickets.CreateAsync(
            new NewTicket
            {
                Subject = "Printer on fire",
                RequesterId = People[requester],
                Priority = priority,
                TeamId = FirstLine,
                AssigneeId = assignee is null ? null : People[assignee],
            },
            default), react);
        return outcome.Should().BeOfType<TicketOutcome.Done>().Subject.Ticket.Id;
    }

    public Task<TicketOutcome> ReplyAsync(string person, Guid ticket, bool isInternal = false, bool thenWait = false, bool react = true) =>
        DoAsync(person, tickets => tickets.CommentAsync(
            ticket, new NewComment { Body = "Hello", IsInternal = isInternal, ThenWait = thenWait }, default), react);

    public Task<Ticket> TicketAsync(Guid id) => ReadAsync(context => context.Set<Ticket>().SingleAsync(t => t.Id == id));

    public Task<SlaClock> ClockAsync(Guid ticket, ClockKind kind) => ReadAsync(context => context.Set<SlaClock>()
        .Where(c => c.TicketId == ticket && c.Kind == kind).OrderByDescending(static c => c.Cycle).FirstAsync());

    public Task<List<SlaEvent>> EventsAsync(Guid ticket) => ReadAsync(context => context.Set<SlaEvent>()
        .Where(e => e.TicketId == ticket).OrderBy(static e => e.RecordedAt).ThenBy(static e => e.DueAt).ThenBy(static e => e.Level).ToListAsync());

    public Task<T> ReadAsync<T>(Func<DomainDbContext, Task<T>> read) => AsAsync(Actor.System, async services =>
        await read(await services.GetRequiredService<IUnitOfWork>().BeginAsync(default)));

    public IEnumerable<string> MailsTo(string person) =>
        Mails.Sent.Where(mail => mail.To == $"{person}@example.com").Select(static mail => mail.TemplateKey["support/".Length..]);

    public Task<int> SendDigestAsync() => AsAsync(Actor.System, async services =>
        await services.GetRequiredService<BreachDigest>().SendAsync(default));

    /// <summary>Nobody of the second line is there any more.</summary>
    public Task EverybodyAwayAsync() => AsAsync(Actor.System, async services =>
    {
        var unitOfWork = services.GetRequiredService<IUnitOfWork>();
        var context = await unitOfWork.BeginAsync(default);
        foreach (var name in new[] { "dan", "eva" })
        {
            context.Add(new Absence { UserId = People[name], StartsAt = Now, EndsAt = Now.AddDays(90) });
        }

        await unitOfWork.CommitAsync(default);
    });

    /// <summary>Returns once somebody waits for a row lock of this database.</summary>
    public Task WaitForLockAsync() => Eventually.TrueAsync(
        async () => await Database.ScalarAsync<long>(
            "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'") > 0,
        "the second command waits for the row");

    public ValueTask DisposeAsync() => Database.DisposeAsync();
}
