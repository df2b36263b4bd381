using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.Options;
using Workflows.Engine.Operations;
using Workflows.Engine.Time;
using Workflows.Server.Access;
using Workflows.Server.Http.Idempotency;
using Workflows.Server.Http.Problems;
using Workflows.Server.Scheduling.Ledger;

namespace Workflows.Server.Operations;

/// <summary><c>/api/operations/clock</c>: moves the virtual clock from timer to timer, so that days of a process pass in seconds.</summary>
internal static class ClockEndpoints
{
    public static void MapClock(this IEndpointRouteBuilder routes)
    {
        var clock = routes.MapGroup("/api/operations/clock").WithTags("operations").RequireAuthorization(Policies.Installation);
        clock.MapGet("/", ShowAsync).WithSummary("The server's clock and the next timer.");
        clock.MapPost("/", MoveAsync).WithMetadata(NoIdempotencyKey.Instance)
            .WithSummary("Moves the virtual clock forward, to each due timer in turn. Only with Workflows:SimulatedTime:Enabled.");
    }

    private static async Task<Ok<ClockView>> ShowAsync(TimeProvider time, EngineIdle engine, CancellationToken cancellationToken) =>
        TypedResults.Ok(await ViewAsync(time, engine, 0, cancellationToken));

    private static async Task<Ok<ClockView>> MoveAsync(
        ClockInput input, TimeProvider time, EngineIdle engine, DueSchedules schedules, IOptions<SimulatedTimeOptions> options,
        CancellationToken cancellationToken)
    {
        if (time is not VirtualTimeProvider clock)
        {
            throw new ProblemException(new Problem(
                409, "real_time", "The server runs on real time. Start it with Workflows__SimulatedTime__Enabled=true to move the clock."));
        }

        var target = input.To ?? clock.GetUtcNow() + (input.Advance ?? TimeSpan.Zero);
        if ((input.To is null) == (input.Advance is null) || target < clock.GetUtcNow())
        {
            throw new ProblemException(Problem.Invalid("to", "Give either to (an instant not in the past) or advance (a duration)."));
        }

        var began = TimeProvider.System.GetTimestamp();
        var steps = 0;
        for (; ; steps++)
        {
            var left = options.Value.Limit - TimeProvider.System.GetElapsedTime(began);
            if (left <= TimeSpan.Zero || !await engine.UntilIdleAsync(left, cancellationToken))
            {
                throw new ProblemException(new Problem(
                    503, "clock_timeout", $"The processes were still busy at {clock.GetUtcNow():O}; call again to go on."));
            }

            if (clock.GetUtcNow() >= target)
            {
                break;
            }

            var timer = await engine.NextTimerAsync(cancellationToken);
            var schedule = await schedules.NextWorkflowAsync(cancellationToken);
            var next = new[] { timer, schedule, target }.Where(due => due > clock.GetUtcNow()).Min() ?? target;
            clock.SetUtcNow(next);

            // Housekeeping jobs need no step of their own: they run with a schedule of a workflow, and once at the end.
            if (next == schedule || next == target)
            {
                await schedules.SettleAsync(TimeSpan.Zero, SettleMode.Latest, cancellationToken);
            }
        }

        return TypedResults.Ok(await ViewAsync(time, engine, steps, cancellationToken));
    }

    private static async Task<ClockView> ViewAsync(
        TimeProvider time, EngineIdle engine, int steps, CancellationToken cancellationToken) =>
        new(time.GetUtcNow(), time is VirtualTimeProvider, await engine.NextTimerAsync(cancellationToken), steps);

    private sealed record ClockInput(DateTimeOffset? To = null, TimeSpan? Advance = null);

    private sealed record ClockView(DateTimeOffset Now, bool Simulated, DateTimeOffset? NextTimer, int Steps);
}
