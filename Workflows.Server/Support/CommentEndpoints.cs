using System.Linq.Expressions;
using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Support.Tickets;
using Workflows.Server.Access;
using Workflows.Server.Http.Json;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Support;

/// <summary><c>/api/support/ticket-comments</c>: messages and internal notes. Portal contacts never see a note.</summary>
internal static class CommentEndpoints
{
    private static readonly ListShape Shape = new()
    {
        Orderings = ["created_at"],
        DefaultOrdering = "created_at",
        Search = "text",
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ticket"] = "The ticket; required for portal contacts.",
            ["author"] = "agent, customer or system",
            ["is_internal"] = "true or false",
        },
    };

    private static readonly Dictionary<string, Expression<Func<TicketComment, object?>>> Orders = new(StringComparer.Ordinal)
    {
        ["created_at"] = static c => c.CreatedAt,
    };

    public static void MapComments(this IEndpointRouteBuilder routes)
    {
        var comments = routes.MapGroup("/api/support/ticket-comments").WithTags("support").RequireAuthorization(Policies.SignedIn);
        comments.MapGet("/", ListAsync).WithList(Shape).WithSummary("Messages and notes, oldest first.");
        comments.MapPost("/", CreateAsync).WithSummary("Adds a message or note.");
        comments.MapGet("/{id:guid}", FindAsync).WithSummary("One message or note.");
        var notes = routes.MapGroup("/api/support/ticket-comments").WithTags("support").RequireAuthorization(Policies.Staff);
        notes.MapPatch("/{id:guid}", ChangeAsync)
            .Accepts<NoteInput>("application/merge-patch+json", "application/json").WithSummary("Changes an internal note; messages stand as they were mailed.");
        notes.MapDelete("/{id:guid}", DeleteAsync).WithSummary("Removes an internal note; messages stand as they were mailed.");
    }

    private static async Task<Ok<Paged<CommentView>>> ListAsync(
        ListRequest list, IUnitOfWork work, TicketDesk desk, CancellationToken cancellationToken)
    {
        var (ticket, author, isInternal) = (list.Id("ticket"), list.Word<CommentAuthor>("author"), list.Flag("is_internal"));
        if (desk.IsPortal && ticket is null)
        {
            list.Refuse("ticket", "Is required.");
        }

        list.Check();
        if (ticket is { } id)
        {
            await desk.FindAsync(id, cancellationToken);
        }

        var query = (await VisibleAsync(work, desk, cancellationToken)).Where(c => (ticket == null || c.TicketId == ticket)
            && (author == null || c.Author == author) && (isInternal == null || c.IsInternal == isInternal)
            && (list.CreatedAfter == null || c.CreatedAt >= list.CreatedAfter)
            && (list.CreatedBefore == null || c.CreatedAt < list.CreatedBefore));
        if (list.Search is { } search)
        {
            var pattern = ListQueries.Anywhere(search);
            query = query.Where(c => EF.Functions.ILike(c.Body, pattern));
        }

        var page = await list.PageAsync(query, Orders, static c => c.Id, static c => c, cancellationToken);
        var people = await desk.PeopleAsync(
            [.. page.Results.Where(static c => c.AuthorId is not null).Select(static c => c.AuthorId!.Value).Distinct()], cancellationToken);
        return TypedResults.Ok(new Paged<CommentView>(
            page.Count, page.Next, page.Previous, [.. page.Results.Select(c => CommentView.Of(c, people))]));
    }

    private static async Task<Created<CommentView>> CreateAsync(
        CommentInput input, TicketService tickets, TicketDesk desk, CancellationToken cancellationToken)
    {
        var outcome = await tickets.CommentAsync(input.TicketId, input.ToComment(), cancellationToken);
        if (outcome is not TicketOutcome.Commented done)
        {
            throw Outcomes.Refused(outcome);
        }

        return TypedResults.Created(
            $"/api/support/ticket-comments/{done.Comment.Id}/", await ShowAsync(done.Comment, desk, cancellationToken));
    }

    private static async Task<Ok<CommentView>> FindAsync(
        Guid id, IUnitOfWork work, TicketDesk desk, CancellationToken cancellationToken)
    {
        var row = await (await VisibleAsync(work, desk, cancellationToken)).FirstOrDefaultAsync(c => c.Id == id, cancellationToken)
            ?? throw new ProblemException(Problem.NotFound("comment"));
        return TypedResults.Ok(await ShowAsync(row, desk, cancellationToken));
    }

    private static async Task<Ok<CommentView>> ChangeAsync(
        Guid id, MergePatch patch, IUnitOfWork work, TicketService tickets, TicketDesk desk, CancellationToken cancellationToken)
    {
        var row = await (await VisibleAsync(work, desk, cancellationToken)).FirstOrDefaultAsync(c => c.Id == id, cancellationToken)
            ?? throw new ProblemException(Problem.NotFound("comment"));
        var outcome = await tickets.ChangeNoteAsync(id, patch.Apply(new NoteInput(row.Body)).Body, cancellationToken);
        return outcome is TicketOutcome.Commented done
            ? TypedResults.Ok(await ShowAsync(done.Comment, desk, cancellationToken))
            : throw Outcomes.Refused(outcome);
    }

    private static async Task<NoContent> DeleteAsync(Guid id, TicketService tickets, CancellationToken cancellationToken)
    {
        var outcome = await tickets.DeleteNoteAsync(id, cancellationToken);
        return outcome switch
        {
            TicketOutcome.Commented => TypedResults.NoContent(),
            TicketOutcome.NotFound => throw new ProblemException(Problem.NotFound("comment")),
            _ => throw Outcomes.Refused(outcome),
        };
    }

    private static async ValueTask<CommentView> ShowAsync(TicketComment row, TicketDesk desk, CancellationToken cancellationToken) =>
        CommentView.Of(row, await desk.PeopleAsync(row.AuthorId is { } author ? [author] : [], cancellationToken));

    private static async ValueTask<IQueryable<TicketComment>> VisibleAsync(
        IUnitOfWork work, TicketDesk desk, CancellationToken cancellationToken)
    {
        var context = await work.BeginAsync(cancellationToken);
        var comments = context.Set<TicketComment>().AsNoTracking();
        var self = desk.CallerId;
        return desk.IsPortal
            ? comments.Where(c => !c.IsInternal && context.Set<Ticket>().Any(t => t.Id == c.TicketId && t.RequesterId == self))
            : comments;
    }

    private sealed record CommentInput(
        Guid TicketId, string Body, bool IsInternal = false, bool ThenWait = false, TicketChannel? Source = null,
        string? MessageId = null)
    {
        public NewComment ToComment() =>
            new() { Body = Body, IsInternal = IsInternal, ThenWait = ThenWait, Source = Source, MessageId = MessageId };
    }

    private sealed record NoteInput(string Body);

    private sealed record CommentView(
        Guid Id, Guid TicketId, CommentAuthor Author, PersonRef? Person, bool IsInternal, bool IsMachine, string Body,
        TicketChannel Source, JsonElement Attachments, DateTimeOffset CreatedAt)
    {
        public static CommentView Of(TicketComment row, IReadOnlyDictionary<Guid, PersonRef> people)
        {
            using var attachments = JsonDocument.Parse(row.Attachments);
            return new CommentView(
                row.Id, row.TicketId, row.Author, row.AuthorId is { } id ? people.GetValueOrDefault(id) : null, row.IsInternal,
                row.IsMachine, row.Body, row.Source, attachments.RootElement.Clone(), row.CreatedAt);
        }
    }
}
