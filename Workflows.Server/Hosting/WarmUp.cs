using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Tickets;
using Workflows.Server.Http.Json;
using Workflows.Server.Http.Listing;
using Workflows.Server.Support;

namespace Workflows.Server.Hosting;

/// <summary>
/// Makes ready, on another core and while the database starts, what the first request would wait for: EF's model, its translation of
/// queries, the shape of answers. Nothing depends on it; what it has not done is done when it is needed.
/// </summary>
internal static class WarmUp
{
    /// <summary>Begins and returns at once.</summary>
    public static void Begin(ILogger logger) => _ = Task.Run(() =>
    {
        try
        {
            using var context = new DomainContextFactory(TimeProvider.System).CreateDetached(new CallContext());
            _ = context.Set<Ticket>().AsNoTracking()
                .OrderByDescending(static t => (object?)t.CreatedAt).ThenBy(static t => t.Id)
                .Skip(0).Take(ListRequest.DefaultPageSize).ToQueryString();
            var json = new JsonSerializerOptions(JsonSerializerDefaults.Web);
            ApiJson.Apply(json);
            _ = json.GetTypeInfo(typeof(Paged<TicketView>));
        }
        catch (Exception error)
        {
            WarmUpLog.Failed(logger, error);
        }
    });
}
