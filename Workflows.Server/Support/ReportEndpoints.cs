using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Domain.Support.Reports;
using Workflows.Domain.Support.Tickets;
using Workflows.Server.Access;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Support;

/// <summary><c>/api/support/reports</c>: figures about promises.</summary>
internal static class ReportEndpoints
{
    private static readonly ListShape Shape = new()
    {
        IsReport = true,
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["from"] = "Kept or broken at this instant or later.",
            ["to"] = "Kept or broken before this instant.",
            ["team"] = "The team that had the ticket then.",
            ["agent"] = "Who had the ticket then.",
            ["priority"] = "low, normal, high or urgent",
            ["policy"] = "SLA policy.",
        },
    };

    public static void MapReports(this IEndpointRouteBuilder routes) => routes.MapGroup("/api/support/reports").WithTags("support")
        .MapGet("/sla", SlaAsync).WithList(Shape).RequireAuthorization(Policies.Staff)
        .WithSummary("Kept and broken promises, in per cent, by team and by person.");

    private static async Task<Ok<SlaReportResult>> SlaAsync(ListRequest list, SlaReport report, CancellationToken cancellationToken)
    {
        var filter = new SlaReportFilter(
            list.Instant("from"), list.Instant("to"), list.Id("team"), list.Id("agent"), list.Word<TicketPriority>("priority"), list.Id("policy"));
        if (filter.To <= filter.From)
        {
            list.Refuse("to", "Must lie after from.");
        }

        list.Check();
        return TypedResults.Ok(await report.RunAsync(filter, cancellationToken));
    }
}
