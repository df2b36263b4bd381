using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Server.Access;
using Workflows.Server.Http.Idempotency;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Simulation;

/// <summary><c>/api/operations/clock</c>: moves the simulated clock, so that days of a process pass in seconds.</summary>
internal static class ClockEndpoints
{
    public static void MapClock(this IEndpointRouteBuilder routes)
    {
        var clock = routes.MapGroup("/api/operations/clock").WithTags("operations").RequireAuthorization(Policies.Installation);
        clock.MapGet("/", ShowAsync).WithSummary("The server's clock and what lies ahead of it.");
        clock.MapPost("/advance", AdvanceAsync).WithMetadata(NoIdempotencyKey.Instance)
            .WithSummary("Moves the simulated clock forward, stopping at each timer and firing. Only with Workflows:SimulatedTime:Enabled.");
    }

    private static async Task<Ok<ClockView>> ShowAsync(
        TimeProvider time, IServiceProvider services, CancellationToken cancellationToken)
    {
        var horizon = services.GetService<Horizon>();
        var now = time.GetUtcNow();
        return TypedResults.Ok(new ClockView(
            now, horizon is not null, horizon is null ? null : await horizon.NextAsync(now, cancellationToken)));
    }

    private static async Task<Ok<AdvanceReport>> AdvanceAsync(
        AdvanceInput input, TimeProvider time, IServiceProvider services, CancellationToken cancellationToken)
    {
        var advance = services.GetService<ClockAdvance>() ?? throw new ProblemException(new Problem(
            409, "real_time", $"The server runs on real time. Start it with {SimulatedTimeOptions.Section}:Enabled to move the clock."));
        if ((input.To is null) == (input.By is null))
        {
            throw new ProblemException(Problem.Invalid("to", "Give either to (an instant) or by (a span such as 10.00:00:00)."));
        }

        var target = input.To ?? time.GetUtcNow() + input.By!.Value;
        if (target < time.GetUtcNow())
        {
            throw new ProblemException(Problem.Invalid(
                input.To is null ? "by" : "to", $"The clock stands at {time.GetUtcNow():O} and goes forward only."));
        }

        return TypedResults.Ok(await advance.AdvanceAsync(target, cancellationToken));
    }
}
