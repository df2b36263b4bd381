using Microsoft.AspNetCore.Http.HttpResults;

namespace Workflows.Server.Hosting;

/// <summary><c>/health/live</c> and <c>/health/ready</c>: no sign-in, no secrets.</summary>
internal static class HealthEndpoints
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(3);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().WithTags("health");
        health.MapGet("/live", static () => TypedResults.Ok(new { status = "live" }))
            .WithSummary("The process answers.");
        health.MapGet("/ready", ReadyAsync)
            .WithSummary("The server can do its work: database, migrations, scheduler; a note on mail.");
    }

    private static async Task<JsonHttpResult<ReadinessReport>> ReadyAsync(
        IEnumerable<IReadiness> parts, TimeProvider time, CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(Limit, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        var checks = new List<ReadinessCheck>();
        foreach (var part in parts)
        {
            try
            {
                checks.Add(await part.CheckAsync(both.Token));
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                checks.Add(new ReadinessCheck("timeout", false, $"a check took longer than {Limit.TotalSeconds:0} s"));
                break;
            }
        }

        var ready = checks.TrueForAll(static check => check.Ready);
        return TypedResults.Json(
            new ReadinessReport(ready ? "ready" : "not_ready", checks), statusCode: ready ? 200 : 503);
    }

    private sealed record ReadinessReport(string Status, IReadOnlyList<ReadinessCheck> Checks);
}
