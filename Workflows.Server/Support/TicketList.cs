using System.Globalization;
using System.Linq.Expressions;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Tickets;
using Workflows.Server.Http.Listing;

namespace Workflows.Server.Support;

/// <summary>The ticket list: its filters and orders.</summary>
internal static class TicketList
{
    public static ListShape Shape { get; } = new()
    {
        Orderings = ["created_at", "updated_at", "number", "priority", "status", "due_at"],
        Search = "subject, description and number",
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["status"] = "new, open, pending, on_hold, resolved, closed or merged",
            ["priority"] = "low, normal, high or urgent",
            ["channel"] = "web, portal, email, phone or api",
            ["category"] = "Category, exact.",
            ["assignee"] = "User who works on it.",
            ["unassigned"] = "true: nobody works on it; false: somebody does",
            ["team"] = "Team.",
            ["requester"] = "Customer contact.",
            ["policy"] = "SLA policy.",
            ["tag"] = "One of its tags.",
            ["sla_state"] = "ok, warning, breached or paused",
            ["due_before"] = "A clock falls due before this instant.",
        },
    };

    // Words sort by the alphabet in the column; people mean urgency and progress.
    private static readonly Dictionary<string, Expression<Func<Ticket, object?>>> Orders = new(StringComparer.Ordinal)
    {
        ["created_at"] = static t => t.CreatedAt,
        ["updated_at"] = static t => t.UpdatedAt,
        ["number"] = static t => t.Number,
        ["due_at"] = static t => t.DueAt,
        ["priority"] = static t => t.Priority == TicketPriority.Low ? 0
            : t.Priority == TicketPriority.Normal ? 1 : t.Priority == TicketPriority.High ? 2 : 3,
        ["status"] = static t => t.Status == TicketStatus.New ? 0
            : t.Status == TicketStatus.Open ? 1 : t.Status == TicketStatus.Pending ? 2 : t.Status == TicketStatus.OnHold ? 3
            : t.Status == TicketStatus.Resolved ? 4 : t.Status == TicketStatus.Closed ? 5 : 6,
    };

    public static async Task<Ok<Paged<TicketView>>> ListAsync(
        ListRequest list, TicketDesk desk, CancellationToken cancellationToken)
    {
        var query = Filtered(list, await desk.VisibleAsync(cancellationToken));
        list.Check();
        var page = await list.PageAsync(query, Orders, static t => t.Id, static t => t, cancellationToken);
        var people = await desk.PeopleAsync(page.Results, cancellationToken);
        return TypedResults.Ok(new Paged<TicketView>(
            page.Count, page.Next, page.Previous, [.. page.Results.Select(t => TicketView.Of(t, people, desk.IsPortal))]));
    }

    private static IQueryable<Ticket> Filtered(ListRequest list, IQueryable<Ticket> query)
    {
        query = Narrow(query, list.Word<TicketStatus>("status"), static v => t => t.Status == v);
        query = Narrow(query, list.Word<TicketPriority>("priority"), static v => t => t.Priority == v);
        query = Narrow(query, list.Word<TicketChannel>("channel"), static v => t => t.Channel == v);
        query = Narrow(query, list.Word<SlaState>("sla_state"), static v => t => t.SlaState == v);
        query = Narrow(query, list.Id("assignee"), static v => t => t.AssigneeId == v);
        query = Narrow(query, list.Id("team"), static v => t => t.TeamId == v);
        query = Narrow(query, list.Id("requester"), static v => t => t.RequesterId == v);
        query = Narrow(query, list.Id("policy"), static v => t => t.PolicyId == v);
        query = Narrow(query, list.Flag("unassigned"), static v => t => (t.AssigneeId == null) == v);
        query = Narrow(query, list.Instant("due_before"), static v => t => t.DueAt < v);
        query = Narrow(query, list.CreatedAfter, static v => t => t.CreatedAt >= v);
        query = Narrow(query, list.CreatedBefore, static v => t => t.CreatedAt < v);
        var (category, tag) = (list.Text("category"), list.Text("tag")?.Trim().ToLowerInvariant());
        query = category is null ? query : query.Where(t => t.Category == category);
        query = tag is null ? query : query.Where(t => t.Tags.Contains(tag));
        if (list.Search is not { } search)
        {
            return query;
        }

        var pattern = ListQueries.Anywhere(search);
        return long.TryParse(search.TrimStart('#'), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? query.Where(t => t.Number == number || EF.Functions.ILike(t.Subject, pattern))
            : query.Where(t => EF.Functions.ILike(t.Subject, pattern) || EF.Functions.ILike(t.Description, pattern));
    }

    private static IQueryable<Ticket> Narrow<T>(IQueryable<Ticket> query, T? value, Func<T, Expression<Func<Ticket, bool>>> filter)
        where T : struct => value is { } given ? query.Where(filter(given)) : query;
}
