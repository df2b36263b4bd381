using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Net.Http.Headers;
using Npgsql;
using Workflows.Server.Http.Json;

namespace Workflows.Server.Http.Problems;

/// <summary>
/// The table of exceptions that have an answer. Everything else is a bug: it is logged and becomes a plain 500. Modules add
/// their exceptions as further <see cref="IExceptionProblem"/>.
/// </summary>
internal sealed class ExceptionProblems(IEnumerable<IExceptionProblem> modules)
{
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(2);

    /// <summary>Null: nobody knows this exception.</summary>
    public Problem? Map(Exception exception, HttpContext context)
    {
        foreach (var module in modules)
        {
            if (module.Map(exception) is { } known)
            {
                return known;
            }
        }

        return exception switch
        {
            ProblemException expected => expected.Problem,
            BadHttpRequestException { InnerException: JsonException json } => JsonProblem.From(json),
            BadHttpRequestException bad => new Problem(bad.StatusCode, CodeOf(bad), Readable(bad)),
            JsonException json => JsonProblem.From(json),
            DbUpdateConcurrencyException => Concurrent(context),
            DbUpdateException { InnerException: PostgresException sql } => FromSql(sql),
            DbUpdateException { InnerException: NpgsqlException } => Unavailable(),
            PostgresException sql => FromSql(sql),
            NpgsqlException or TimeoutException => Unavailable(),
            InvalidOperationException { InnerException: NpgsqlException { IsTransient: true } } => Unavailable(),
            _ => null,
        };
    }

    private static string CodeOf(BadHttpRequestException bad) =>
        bad.StatusCode == 400 ? ProblemCodes.BadRequest : ProblemCodes.ForStatus(bad.StatusCode);

    // The framework's texts name C# parameters and types; callers know fields.
    private static string Readable(BadHttpRequestException bad) => bad.StatusCode switch
    {
        413 => "The body is larger than this address accepts.",
        415 => "Send the body as application/json.",
        408 => "The body did not arrive in time.",
        400 when bad.Message.Contains("body was provided", StringComparison.Ordinal) => "A JSON body is required.",
        400 when bad.Message.StartsWith("Failed to bind parameter", StringComparison.Ordinal) =>
            "A part of the address or a query parameter has the wrong form.",
        _ => "The request could not be read.",
    };

    private static Problem Concurrent(HttpContext context) => context.Request.Headers.ContainsKey(HeaderNames.IfMatch)
        ? new Problem(412, ProblemCodes.Stale, "The row has changed since the version in If-Match. Read it again.")
        : new Problem(409, ProblemCodes.ConcurrentUpdate, "Somebody else changed the row in the same moment. Read it again.");

    private static Problem? FromSql(PostgresException sql) => sql.SqlState switch
    {
        PostgresErrorCodes.UniqueViolation => new Problem(
            409, ProblemCodes.Duplicate, $"A row with the same unique value exists ({sql.ConstraintName})."),
        PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.RestrictViolation => new Problem(
            409, ProblemCodes.Referenced, $"Other rows refer to this one, or it refers to one that is gone ({sql.ConstraintName})."),
        PostgresErrorCodes.CharacterNotInRepertoire or PostgresErrorCodes.UntranslatableCharacter => new Problem(
            400, ProblemCodes.BadRequest, "A text has a character that cannot be kept, such as the one with code 0."),
        PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected =>
            new Problem(409, ProblemCodes.ConcurrentUpdate, "Somebody else is changing the same rows. Try again.")
            {
                RetryAfter = TimeSpan.FromSeconds(1),
            },
        _ when sql.IsTransient || sql.SqlState.StartsWith("57P", StringComparison.Ordinal) => Unavailable(),
        _ => null,
    };

    private static Problem Unavailable() =>
        new(503, ProblemCodes.DatabaseUnavailable, "The database does not answer at the moment.") { RetryAfter = Soon };
}
