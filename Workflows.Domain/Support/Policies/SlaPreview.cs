using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Policies;

/// <summary>
/// Works out what a policy would do to the open tickets, with the very code that would do it, on rows that are never saved.
/// </summary>
public sealed class SlaPreview
{
    /// <summary>Most tickets that are looked at.</summary>
    public const int MostTickets = 20_000;

    /// <summary>Most tickets that are listed.</summary>
    public const int MostListed = 100;

    private const int AtOnce = 500;
    private static readonly TicketStatus[] Unfinished = [TicketStatus.New, TicketStatus.Open, TicketStatus.Pending, TicketStatus.OnHold];

    private readonly IUnitOfWork _unitOfWork;
    private readonly CallContext _call;
    private readonly TimeProvider _time;
    private readonly CalendarCatalog _calendars;
    private readonly SlaPolicyService _policies;
    private readonly SlaPolicyMatcher _matcher;

    internal SlaPreview(
        IUnitOfWork unitOfWork, CallContext call, TimeProvider time, CalendarCatalog calendars, SlaPolicyService policies,
        SlaPolicyMatcher matcher) => (_unitOfWork, _call, _time, _calendars, _policies, _matcher) =
            (unitOfWork, call, time, calendars, policies, matcher);

    /// <summary>The preview of a policy that is new, or replaces the one with this id. Saves nothing.</summary>
    /// <param name="policyId">The policy that would change. Null: a new one.</param>
    /// <param name="draft">What it would say.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>The preview, or why the draft would be refused.</returns>
    public async ValueTask<(PolicyPreview? Preview, SlaPolicyOutcome? Refused)> RunAsync(
        Guid? policyId, SlaPolicyDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var context = await _unitOfWork.BeginAsync(cancellationToken);
        var now = _time.Now();
        var policies = await _matcher.LoadAsync(cancellationToken);
        var (changed, refused) = await _policies.ImagineAsync(policyId, draft, cancellationToken);
        if (changed is null)
        {
            return (null, refused);
        }

        policies = SlaPolicyMatcher.InOrder([.. policies.Where(p => p.Id != changed.Id), .. changed.Active ? [changed] : Array.Empty<SlaPolicy>()]);
        var versions = await _matcher.CalendarVersionsAsync(cancellationToken);
        var open = await context.Set<Ticket>().CountAsync(static t => Unfinished.Contains(t.Status), cancellationToken);
        var sum = new Sum(now, open);
        for (var last = 0L; sum.Examined < MostTickets;)
        {
            var tickets = await context.Set<Ticket>().AsNoTracking().Where(t => Unfinished.Contains(t.Status) && t.Number > last)
                .OrderBy(static t => t.Number).Take(AtOnce).ToListAsync(cancellationToken);
            if (tickets.Count == 0)
            {
                break;
            }

            last = tickets[^1].Number;
            await ExamineAsync(context, tickets, policies, versions, sum, cancellationToken);

            // Clock logs of what is only imagined are waiting to be saved; they must not be.
            context.ChangeTracker.Clear();
        }

        return (sum.Result, null);
    }

    private async ValueTask ExamineAsync(
        DomainDbContext context, List<Ticket> tickets, IReadOnlyList<SlaPolicy> policies, IReadOnlyDictionary<Guid, int> versions, Sum sum,
        CancellationToken cancellationToken)
    {
        var ids = tickets.ConvertAll(static t => t.Id);
        var rows = (await context.Set<SlaClock>().AsNoTracking().Where(c => ids.Contains(c.TicketId))
            .OrderBy(static c => c.Kind).ThenBy(static c => c.Cycle).ToListAsync(cancellationToken)).ToLookup(static c => c.TicketId);
        foreach (var ticket in tickets)
        {
            var clocks = new TicketClocks(context, _calendars, ticket, [.. rows[ticket.Id]], _call.Actor.Name);
            await clocks.LoadCalendarsAsync(cancellationToken);
            clocks.Summarise(sum.Now, sum.Now);
            var (before, policyBefore, stateBefore) = (Faces(clocks), ticket.Promise?.PolicyName, ticket.SlaState);
            await clocks.PromiseAsync(
                SlaPolicyMatcher.Match(policies, versions, ticket, sum.Now), "preview", sum.Now, cancellationToken);
            clocks.Summarise(sum.Now, sum.Now);
            sum.Add(ticket, policyBefore, stateBefore, before, Faces(clocks));
        }
    }

    private static Dictionary<ClockKind, (TimeSpan Target, DateTimeOffset? Due)> Faces(TicketClocks clocks) =>
        clocks.Live.ToDictionary(static c => c.Kind, static c => (c.Target, c.State == ClockState.Running ? c.DueAt : null));

    private sealed class Sum(DateTimeOffset now, int open)
    {
        private readonly List<TicketPreview> _tickets = [];
        private int _changed;
        private int _breached;
        private int _healed;

        public DateTimeOffset Now => now;

        public int Examined { get; private set; }

        public PolicyPreview Result => new(now, open, Examined, _changed, _breached, _healed, _tickets);

        public void Add(
            Ticket ticket, string? policyBefore, SlaState? stateBefore, Dictionary<ClockKind, (TimeSpan Target, DateTimeOffset? Due)> before,
            Dictionary<ClockKind, (TimeSpan Target, DateTimeOffset? Due)> after)
        {
            Examined++;
            var clocks = before.Keys.Union(after.Keys).Order().Select(kind =>
            {
                (TimeSpan Target, DateTimeOffset? Due)? old = before.TryGetValue(kind, out var b) ? b : null;
                (TimeSpan Target, DateTimeOffset? Due)? next = after.TryGetValue(kind, out var a) ? a : null;
                return new ClockPreview(kind, old?.Target, next?.Target, old?.Due, next?.Due);
            }).Where(static c => c.TargetBefore != c.TargetAfter || c.DueBefore != c.DueAfter).ToList();
            if (clocks.Count == 0 && policyBefore == ticket.Promise?.PolicyName)
            {
                return;
            }

            _changed++;
            _breached += stateBefore != SlaState.Breached && ticket.SlaState == SlaState.Breached ? 1 : 0;
            _healed += stateBefore == SlaState.Breached && ticket.SlaState != SlaState.Breached ? 1 : 0;
            if (_tickets.Count < MostListed)
            {
                _tickets.Add(new TicketPreview(
                    ticket.Id, ticket.Number, ticket.Subject, policyBefore, ticket.Promise?.PolicyName, stateBefore, ticket.SlaState, clocks));
            }
        }
    }
}
