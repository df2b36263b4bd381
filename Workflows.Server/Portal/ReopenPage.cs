using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Server.Portal;

/// <summary>
/// <c>/reopen/{token}</c>: the page behind the link of a resolution. Looking changes nothing; the form reopens the request, or
/// writes on when it was closed too long ago.
/// </summary>
internal static class ReopenPage
{
    public static void MapReopenPage(this IEndpointRouteBuilder routes)
    {
        var page = routes.MapGroup("/reopen").AllowAnonymous().ExcludeFromDescription();
        page.MapGet("/{token}", ShowAsync);
        page.MapPost("/{token}", ReopenAsync);
    }

    private static async Task<IResult> ShowAsync(
        string token, HttpContext http, LinkDoor door, IUnitOfWork work, TicketService tickets, PublicPages pages,
        CancellationToken cancellationToken)
    {
        var (link, ticket) = await FindAsync(token, door, work, cancellationToken);
        return link is null || ticket is null ? await UnknownAsync(http, pages) : await TicketAsync(http, pages, link, ticket, tickets, null, null);
    }

    private static async Task<IResult> ReopenAsync(
        string token, HttpContext http, LinkDoor door, IUnitOfWork work, TicketService tickets, PublicPages pages,
        CancellationToken cancellationToken)
    {
        var (link, ticket) = await FindAsync(token, door, work, cancellationToken);
        if (link is null || ticket is null)
        {
            return await UnknownAsync(http, pages);
        }

        var message = Forms.Text(await Forms.ReadAsync(http, cancellationToken), "message");
        var outcome = message is null
            ? await tickets.ReopenAsync(ticket.Id, null, cancellationToken)
            : await tickets.CommentAsync(ticket.Id, new NewComment { Body = message, Source = TicketChannel.Portal }, cancellationToken);
        return outcome switch
        {
            TicketOutcome.Commented done when done.Ticket.Id != ticket.Id => await pages.TellAsync(
                http, StatusCodes.Status200OK, link.Firm, $"New request #{done.Ticket.Number}", "Thank you. We have started a new request that refers to the old one."),
            TicketOutcome.Done or TicketOutcome.Commented => Results.Redirect($"/reopen/{token}"),
            TicketOutcome.NotFound => await UnknownAsync(http, pages),
            TicketOutcome.Invalid bad => await TicketAsync(http, pages, link, ticket, tickets, message, bad.Errors.First().Value[0]),
            _ => await TicketAsync(http, pages, link, ticket, tickets, message, "Please tell us what is still open."),
        };
    }

    // The contact may have handed the request on since; then the link is nobody's.
    private static async ValueTask<(OpenedLink? Link, Ticket? Ticket)> FindAsync(
        string token, LinkDoor door, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var link = await door.OpenAsync(LinkKind.Ticket, token, cancellationToken);
        if (link is null)
        {
            return (null, null);
        }

        // Not tracked: the command locks and reads the row itself, and the process may change it before.
        var context = await work.BeginAsync(cancellationToken);
        var ticket = await context.Set<Ticket>().AsNoTracking().SingleOrDefaultAsync(t => t.Id == link.Id, cancellationToken);
        return (link, ticket);
    }

    private static Task<IResult> UnknownAsync(HttpContext http, PublicPages pages) => pages.TellAsync(
        http, StatusCodes.Status404NotFound, "Support", "This link leads nowhere",
        "Please check that it was copied completely from the mail.");

    private static Task<IResult> TicketAsync(
        HttpContext http, PublicPages pages, OpenedLink link, Ticket ticket, TicketService tickets, string? message, string? error)
    {
        if (ticket.Status is not (TicketStatus.Resolved or TicketStatus.Closed))
        {
            return pages.TellAsync(
                http, StatusCodes.Status200OK, link.Firm, $"Request #{ticket.Number} is open", "We are working on it and will write to you.");
        }

        return pages.ShowAsync(
            http, "reopen",
            new Dictionary<string, object?>
            {
                ["firm"] = link.Firm,
                ["title"] = "Is something still open?",
                ["ticket"] = Forms.Ticket(ticket),
                ["resolution"] = ticket.Resolution,
                ["window_over"] = !tickets.MayReopen(ticket),
                ["message"] = message,
                ["error"] = error,
            },
            error is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest);
    }
}
