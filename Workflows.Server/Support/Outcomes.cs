using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Support.Policies;
using Workflows.Domain.Support.Tickets;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Support;

/// <summary>What the services' refusals mean over HTTP. Success stays with the endpoint.</summary>
internal static class Outcomes
{
    public static ProblemException Refused(TicketOutcome outcome) => new(outcome switch
    {
        TicketOutcome.NotFound => Problem.NotFound("ticket"),
        TicketOutcome.Forbidden no => new Problem(403, ProblemCodes.Forbidden, no.Detail),
        TicketOutcome.Invalid bad => Invalid(bad.Errors),
        TicketOutcome.Conflict conflict => new Problem(409, conflict.Code, conflict.Detail),
        TicketOutcome.Stale => Stale(),
        TicketOutcome.IllegalTransition illegal => new Problem(
            409, ProblemCodes.IllegalTransition, $"The ticket is {Word(illegal.Current)}; this action is not possible now.")
        {
            Extensions = new Dictionary<string, object?>(StringComparer.Ordinal)
            {
                ["current_status"] = Word(illegal.Current),
                ["allowed_actions"] = illegal.Allowed,
            },
        },
        _ => throw new InvalidOperationException($"Unhandled outcome {outcome}."),
    });

    public static ProblemException Refused(SlaPolicyOutcome outcome) => new(outcome switch
    {
        SlaPolicyOutcome.NotFound => Problem.NotFound("SLA policy"),
        SlaPolicyOutcome.Forbidden => Managers(),
        SlaPolicyOutcome.Invalid bad => Invalid(bad.Errors),
        SlaPolicyOutcome.Conflict conflict => new Problem(409, conflict.Code, conflict.Detail),
        SlaPolicyOutcome.Stale => Stale(),
        _ => throw new InvalidOperationException($"Unhandled outcome {outcome}."),
    });

    public static ProblemException Refused(CalendarOutcome outcome) => new(outcome switch
    {
        CalendarOutcome.NotFound => Problem.NotFound("calendar"),
        CalendarOutcome.Forbidden => Managers(),
        CalendarOutcome.Invalid bad => Invalid(bad.Errors),
        CalendarOutcome.Conflict conflict => new Problem(409, conflict.Code, conflict.Detail),
        CalendarOutcome.Stale => Stale(),
        _ => throw new InvalidOperationException($"Unhandled outcome {outcome}."),
    });

    /// <summary>The row of a command that was done.</summary>
    public static T Row<T>(ChangeOutcome<T> outcome, string what)
        where T : class => outcome is ChangeOutcome<T>.Done done ? done.Row : throw Refused(outcome, what);

    /// <summary>The answer to a deletion that was done.</summary>
    public static NoContent Gone<T>(ChangeOutcome<T> outcome, string what)
        where T : class => outcome is ChangeOutcome<T>.Deleted ? TypedResults.NoContent() : throw Refused(outcome, what);

    public static ProblemException Refused<T>(ChangeOutcome<T> outcome, string what)
        where T : class => new(outcome switch
        {
            ChangeOutcome<T>.NotFound => Problem.NotFound(what),
            ChangeOutcome<T>.Forbidden no => new Problem(403, ProblemCodes.Forbidden, no.Detail),
            ChangeOutcome<T>.Invalid bad => Invalid(bad.Errors),
            ChangeOutcome<T>.Conflict conflict => new Problem(409, conflict.Code, conflict.Detail),
            ChangeOutcome<T>.Stale => Stale(),
            _ => throw new InvalidOperationException($"Unhandled outcome {outcome}."),
        });

    public static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    private static Problem Managers() => new(403, ProblemCodes.Forbidden, "Only managers may do this.");

    private static Problem Stale() =>
        new(412, ProblemCodes.Stale, "The row has changed since the version in If-Match. Read it again.");

    private static Problem Invalid(IReadOnlyDictionary<string, string[]> errors) => new(
        400, ProblemCodes.Validation, $"Not valid: {string.Join(", ", errors.Keys.Order(StringComparer.Ordinal))}.")
    {
        Errors = errors.ToDictionary(static p => p.Key, static p => (IReadOnlyList<string>)p.Value, StringComparer.Ordinal),
    };
}
