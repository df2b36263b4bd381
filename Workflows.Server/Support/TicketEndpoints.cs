using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Tickets;
using Workflows.Server.Access;
using Workflows.Server.Http.Concurrency;
using Workflows.Server.Http.Json;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Support;

/// <summary><c>/api/support/tickets</c>: open, look, change, act (C-ACT), and have the clocks explained.</summary>
internal static class TicketEndpoints
{
    public static void MapTickets(this IEndpointRouteBuilder routes)
    {
        var tickets = routes.MapGroup("/api/support/tickets").WithTags("support");
        var open = tickets.MapGroup(string.Empty).RequireAuthorization(Policies.SignedIn);
        open.MapGet("/", TicketList.ListAsync).WithList(TicketList.Shape).WithSummary("Tickets; portal contacts see their own.");
        open.MapPost("/", CreateAsync).WithSummary("Opens a ticket and starts its SLA process in the same transaction.");
        open.MapGet("/{id:guid}", FindAsync).WithSummary("One ticket.");
        open.MapGet("/{id:guid}/sla", ExplainAsync).WithSummary("Each clock's arithmetic, so that a person can check it.");
        open.MapPost("/{id:guid}/reopen", ReopenAsync).WithSummary("Opens a resolved or closed ticket again.");

        var staff = tickets.MapGroup(string.Empty).RequireAuthorization(Policies.Staff);
        staff.MapPatch("/{id:guid}", ChangeAsync)
            .Accepts<TicketChanges>("application/merge-patch+json", "application/json").WithSummary("Changes fields.");
        tickets.MapDelete("/{id:guid}", DeleteAsync).RequireAuthorization(Policies.Manager)
            .WithSummary("Removes a ticket that no other one and no survey answer refers to; its process ends.");
        staff.MapPost("/{id:guid}/assign", AssignAsync).WithSummary("Gives the ticket to somebody, or to nobody (null).");
        staff.MapPost("/{id:guid}/resolve", ResolveAsync).WithSummary("Resolves; the clocks stop.");
        staff.MapPost("/{id:guid}/close", CloseAsync).WithSummary("Closes a resolved ticket, or one that needs no answer, with a reason.");
        staff.MapPost("/{id:guid}/hold", HoldAsync).WithSummary("Waits for somebody else than the customer.");
        staff.MapPost("/{id:guid}/unhold", UnholdAsync).WithSummary("Ends a hold or the wait for the customer.");
        staff.MapPost("/{id:guid}/pend", PendAsync).WithSummary("Waits for the customer.");
        staff.MapPost("/{id:guid}/merge", MergeAsync).WithSummary("Makes the ticket part of another.");
    }

    private static async Task<Created<TicketView>> CreateAsync(
        TicketInput input, HttpContext http, TicketService tickets, TicketDesk desk, CancellationToken cancellationToken)
    {
        var outcome = await tickets.CreateAsync(input.ToTicket(), cancellationToken);
        var row = outcome is TicketOutcome.Done done ? done.Ticket : throw Outcomes.Refused(outcome);
        http.Response.Show(row);
        return TypedResults.Created($"/api/support/tickets/{row.Id}/", await desk.ShowAsync(row, cancellationToken));
    }

    private static async Task<Ok<TicketView>> FindAsync(
        Guid id, HttpContext http, TicketDesk desk, CancellationToken cancellationToken)
    {
        var row = await desk.FindAsync(id, cancellationToken);
        http.Response.Show(row);
        return TypedResults.Ok(await desk.ShowAsync(row, cancellationToken));
    }

    private static async Task<Ok<SlaExplanation>> ExplainAsync(
        Guid id, SlaExplainer explainer, CancellationToken cancellationToken) =>
        TypedResults.Ok(await explainer.ExplainAsync(id, cancellationToken)
            ?? throw new ProblemException(Problem.NotFound("ticket")));

    private static async Task<Ok<TicketView>> ChangeAsync(
        Guid id, MergePatch patch, HttpContext http, TicketService tickets, TicketDesk desk, CancellationToken cancellationToken)
    {
        var row = await desk.FindAsync(id, cancellationToken);
        var changes = patch.Apply(TicketChanges.Of(row)).ToPatch(patch);
        return await AnswerAsync(
            await tickets.PatchAsync(id, changes, http.Request.ExpectedVersion(), cancellationToken), http, desk, cancellationToken);
    }

    private static async Task<NoContent> DeleteAsync(
        Guid id, HttpContext http, TicketService tickets, CancellationToken cancellationToken)
    {
        var outcome = await tickets.DeleteAsync(id, http.Request.ExpectedVersion(), cancellationToken);
        return outcome is TicketOutcome.Deleted ? TypedResults.NoContent() : throw Outcomes.Refused(outcome);
    }

    private static async Task<Ok<TicketView>> AssignAsync(
        Guid id, AssignInput input, HttpContext http, TicketService tickets, TicketDesk desk, CancellationToken cancellationToken) =>
        await AnswerAsync(
            await tickets.AssignAsync(id, input.AssigneeId, http.Request.ExpectedVersion(), cancellationToken),
            http, desk, cancellationToken);

    private static async Task<Ok<TicketView>> ResolveAsync(
        Guid id, ResolveInput? input, HttpContext http, TicketService tickets, TicketDesk desk,
        CancellationToken cancellationToken) =>
        await AnswerAsync(
            await tickets.ResolveAsync(id, input?.Resolution, http.Request.ExpectedVersion(), cancellationToken),
            http, desk, cancellationToken);

    private static async Task<Ok<TicketView>> CloseAsync(
        Guid id, CloseInput? input, HttpContext http, TicketService tickets, TicketDesk desk, CancellationToken cancellationToken) =>
        await AnswerAsync(
            await tickets.CloseAsync(id, input?.Reason, http.Request.ExpectedVersion(), cancellationToken),
            http, desk, cancellationToken);

    private static async Task<Ok<TicketView>> ReopenAsync(
        Guid id, HttpContext http, TicketService tickets, TicketDesk desk, CancellationToken cancellationToken) =>
        await AnswerAsync(
            await tickets.ReopenAsync(id, http.Request.ExpectedVersion(), cancellationToken), http, desk, cancellationToken);

    private static async Task<Ok<TicketView>> HoldAsync(
        Guid id, HoldInput input, HttpContext http, TicketService tickets, TicketDesk desk, CancellationToken cancellationToken) =>
        await AnswerAsync(
            await tickets.HoldAsync(id, input.Reason, http.Request.ExpectedVersion(), cancellationToken),
            http, desk, cancellationToken);

    private static async Task<Ok<TicketView>> UnholdAsync(
        Guid id, HttpContext http, TicketService tickets, TicketDesk desk, CancellationToken cancellationToken) =>
        await AnswerAsync(
            await tickets.UnholdAsync(id, http.Request.ExpectedVersion(), cancellationToken), http, desk, cancellationToken);

    private static async Task<Ok<TicketView>> PendAsync(
        Guid id, HttpContext http, TicketService tickets, TicketDesk desk, CancellationToken cancellationToken) =>
        await AnswerAsync(
            await tickets.PendAsync(id, http.Request.ExpectedVersion(), cancellationToken), http, desk, cancellationToken);

    private static async Task<Ok<TicketView>> MergeAsync(
        Guid id, MergeInput input, HttpContext http, TicketService tickets, TicketDesk desk, CancellationToken cancellationToken) =>
        await AnswerAsync(
            await tickets.MergeAsync(id, input.IntoId, http.Request.ExpectedVersion(), cancellationToken),
            http, desk, cancellationToken);

    private static async Task<Ok<TicketView>> AnswerAsync(
        TicketOutcome outcome, HttpContext http, TicketDesk desk, CancellationToken cancellationToken)
    {
        if (outcome is not TicketOutcome.Done done)
        {
            throw Outcomes.Refused(outcome);
        }

        http.Response.Show(done.Ticket);
        return TypedResults.Ok(await desk.ShowAsync(done.Ticket, cancellationToken));
    }

    private sealed record AssignInput(Guid? AssigneeId);

    private sealed record ResolveInput(string? Resolution = null);

    private sealed record CloseInput(string? Reason = null);

    private sealed record HoldInput(string Reason);

    private sealed record MergeInput(Guid IntoId);
}
