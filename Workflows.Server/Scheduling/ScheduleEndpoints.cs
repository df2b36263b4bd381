using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Access;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;
using Workflows.Server.Scheduling.Ledger;

namespace Workflows.Server.Scheduling;

/// <summary><c>/api/operations/schedules</c>: what runs by the clock, its ledger, and missed slots run by hand.</summary>
internal static class ScheduleEndpoints
{
    private const int DefaultFirings = 12;
    private const int MaximumFirings = 100;

    private static readonly ListShape Shape = new()
    {
        Orderings = ["id", "title"],
        DefaultOrdering = "id",
        Search = "id and title",
        ByCreation = false,
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["target"] = "workflow or job.",
            ["kind"] = "cron, timer or start_at.",
            ["definition"] = "Definition id, exact.",
            ["active"] = "Whether it is in force.",
        },
    };

    private static readonly ListShape LedgerShape = new()
    {
        Orderings = ["due_at"],
        DefaultOrdering = "-due_at",
        ByCreation = false,
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["status"] = "pending, fired, late, skipped or failed.",
            ["due_after"] = "Slots at this instant or later.",
            ["due_before"] = "Slots before this instant.",
        },
    };

    public static void MapSchedules(this IEndpointRouteBuilder routes)
    {
        var schedules = routes.MapGroup("/api/operations/schedules").WithTags("operations").RequireAuthorization(Policies.Staff);
        schedules.MapGet("/", ListAsync).WithList(Shape).WithSummary("What runs by the clock, with its last and next firing.");
        schedules.MapGet("/{id}", FindAsync).WithSummary("One schedule and its coming firings, across clock changes.");
        schedules.MapGet("/{id}/ledger", LedgerAsync).WithList(LedgerShape)
            .WithSummary("Every expected firing: fired, late, skipped or failed, and why.");
        schedules.MapPost("/{id}/run", RunAsync).RequireAuthorization(Policies.Manager)
            .WithSummary("Runs a missed slot by hand, once.");
    }

    private static async Task<Ok<Paged<ScheduleView>>> ListAsync(
        ListRequest list, ScheduleQueries queries, CallContext call, CancellationToken cancellationToken)
    {
        var target = list.Word<ScheduleTarget>("target");
        var kind = list.Word<ScheduleKind>("kind");
        var definition = list.Text("definition");
        var active = list.Flag("active");
        list.Check();
        var found = (await queries.ListAsync(call.TenantId, cancellationToken))
            .Where(s => (target is null || s.Spec.Target == target) && (kind is null || s.Spec.Kind == kind)
                && (definition is null || s.Spec.DefinitionId == definition) && (active is null || s.Active == active)
                && (list.Search is null || s.Spec.Id.Contains(list.Search, StringComparison.OrdinalIgnoreCase)
                    || s.Spec.Title.Contains(list.Search, StringComparison.OrdinalIgnoreCase)))
            .ToList();
        var order = list.SingleOrder();
        found.Sort((a, b) => string.CompareOrdinal(Key(a, order), Key(b, order)) is var by and not 0
            ? (order[0] == '-' ? -by : by)
            : string.CompareOrdinal(a.Spec.Id, b.Spec.Id));
        var page = found.Skip(list.Offset).Take(list.PageSize)
            .Select(s => ScheduleView.Of(s, queries.Upcoming(s, 1) is [var next, ..] ? next : null)).ToList();
        return TypedResults.Ok(list.Answer(found.Count, page));
    }

    private static async Task<Ok<ScheduleDetailView>> FindAsync(
        string id, ScheduleQueries queries, CallContext call, CancellationToken cancellationToken, int firings = DefaultFirings)
    {
        if (firings is < 1 or > MaximumFirings)
        {
            throw new ProblemException(Problem.Invalid("firings", $"Must be a whole number from 1 to {MaximumFirings}."));
        }

        var schedule = await ScheduleAsync(id, queries, call, cancellationToken);
        var upcoming = queries.Upcoming(schedule, firings);
        return TypedResults.Ok(new ScheduleDetailView(ScheduleView.Of(schedule, upcoming.Count > 0 ? upcoming[0] : null), upcoming));
    }

    private static async Task<Ok<Paged<LedgerEntry>>> LedgerAsync(
        string id, ListRequest list, ScheduleQueries queries, CallContext call, CancellationToken cancellationToken)
    {
        var filter = new LedgerFilter
        {
            Status = list.Word<FiringStatus>("status"),
            DueAfter = list.Instant("due_after"),
            DueBefore = list.Instant("due_before"),
            OldestFirst = list.SingleOrder() == "due_at",
        };
        list.Check();
        await ScheduleAsync(id, queries, call, cancellationToken);
        var page = await queries.LedgerAsync(call.TenantId, id, filter, list.Offset, list.PageSize, cancellationToken);
        return TypedResults.Ok(list.Answer(page.Count, page.Entries));
    }

    private static async Task<Ok<LedgerEntry>> RunAsync(
        string id, RunMissedInput input, ScheduleQueries queries, MissedRuns runs, HttpContext http, CallContext call,
        IAuditTrail audit, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var schedule = await ScheduleAsync(id, queries, call, cancellationToken);
        var caller = http.Caller();
        if (schedule.Spec.Target == ScheduleTarget.Job && (call.Actor.Role != Roles.Admin || caller.TenantKey != Policies.HomeTenant))
        {
            throw new ProblemException(new Problem(
                403, ProblemCodes.Forbidden, "A job works for the whole installation; only its administrators run it by hand."));
        }

        var result = await runs.RunMissedAsync(schedule, input.DueAt, call.TenantId, call.Actor.Name, cancellationToken);
        switch (result)
        {
            case MissedRunResult.NoSuchSlot:
                throw new ProblemException(Problem.NotFound("firing in the ledger"));
            case MissedRunResult.NotMissed missed:
                throw new ProblemException(new Problem(
                    409, ProblemCodes.IllegalTransition, $"The firing is {Words.Of(missed.Status)}; this needs one that is skipped or failed."));
            case MissedRunResult.Ran ran:
                await audit.WriteAsync(
                    "schedule.run", "schedule", ran.Run.InstanceId ?? Guid.Empty, null,
                    new { Schedule = id, input.DueAt, Outcome = Words.Of(ran.Run.Status) }, cancellationToken);
                await work.CommitAsync(cancellationToken);
                break;
        }

        var slot = new LedgerFilter { DueAfter = input.DueAt, DueBefore = input.DueAt.AddTicks(10) };
        var page = await queries.LedgerAsync(call.TenantId, id, slot, 0, 1, cancellationToken);
        return TypedResults.Ok(page.Entries[0]);
    }

    private static string Key(StoredSchedule schedule, string order) =>
        order.TrimStart('-') == "title" ? schedule.Spec.Title : schedule.Spec.Id;

    private static async Task<StoredSchedule> ScheduleAsync(
        string id, ScheduleQueries queries, CallContext call, CancellationToken cancellationToken) =>
        await queries.FindAsync(call.TenantId, id, cancellationToken) ?? throw new ProblemException(Problem.NotFound("schedule"));
}
