using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Server.Access;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Messages;

/// <summary><c>/api/mail/rate-limits</c>: how many mails may leave by a server, or go to a domain, in any interval.</summary>
internal static class RateLimitEndpoints
{
    private const int MostMessages = 10_000_000;
    private const int LongestSeconds = 31 * 24 * 60 * 60;

    private const string List =
        """
        select l.id, l.scope, l.name, l.messages, extract(epoch from l.per)::integer,
            coalesce((select sum(s.messages) from mail_rate_slices s where s.limit_id = l.id and s.slice + l.per > clock_timestamp()), 0)::bigint
        from mail_rate_limits l order by l.scope, l.name, l.per
        """;

    private const string Put =
        """
        insert into mail_rate_limits (id, scope, name, messages, per) values ($1, $2, $3, $4, make_interval(secs => $5))
        on conflict (scope, name, per) do update set messages = excluded.messages, updated_at = now()
        returning id
        """;

    private const string Remove = "delete from mail_rate_limits where id = $1";

    public static void MapRateLimits(this IEndpointRouteBuilder routes)
    {
        var limits = routes.MapGroup("/api/mail/rate-limits").WithTags("messages").RequireAuthorization(Policies.Installation);
        limits.MapGet("/", ListAsync).WithSummary("Limits of the installation, and what of each was used in the interval that ends now.");
        limits.MapPut("/", PutAsync).WithSummary("Sets a limit; one with the same scope, name and interval is replaced.");
        limits.MapDelete("/{id:guid}", RemoveAsync).WithSummary("Removes a limit.");
    }

    private static async Task<Ok<List<RateLimitView>>> ListAsync(IUnitOfWork work, CancellationToken cancellationToken)
    {
        await work.BeginAsync(cancellationToken);
        await using var command = new NpgsqlCommand(List, work.Connection, work.Transaction);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var limits = new List<RateLimitView>();
        while (await reader.ReadAsync(cancellationToken))
        {
            limits.Add(new RateLimitView(
                reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3), reader.GetInt32(4), reader.GetInt64(5)));
        }

        return TypedResults.Ok(limits);
    }

    private static async Task<Ok<RateLimitView>> PutAsync(RateLimitInput input, IUnitOfWork work, IAuditTrail audit, CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.OneOf("scope", input.Scope, "provider", "domain");
        var name = errors.Text("name", input.Name, 253).ToLowerInvariant();
        if (name.Contains('@', StringComparison.Ordinal) || name.Any(char.IsWhiteSpace))
        {
            errors.Add("name", "Must be the name of a mail server, a domain, or '*' for each one without a limit of its own.");
        }

        if (input.Messages is not (>= 1 and <= MostMessages))
        {
            errors.Add("messages", $"Must be between 1 and {MostMessages}.");
        }

        if (input.PerSeconds is not (>= 1 and <= LongestSeconds))
        {
            errors.Add("per_seconds", $"Must be between 1 and {LongestSeconds}.");
        }

        errors.ThrowIfAny();
        await work.BeginAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Put, work.Connection, work.Transaction)
        {
            Parameters =
            {
                new() { Value = Guid.CreateVersion7() }, new() { Value = input.Scope }, new() { Value = name },
                new() { Value = input.Messages!.Value }, new() { Value = (double)input.PerSeconds!.Value },
            },
        };
        var id = (Guid)(await command.ExecuteScalarAsync(cancellationToken))!;
        await audit.WriteAsync("mail_rate_limit.set", "mail_rate_limit", id, null, input with { Name = name }, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return TypedResults.Ok(new RateLimitView(id, input.Scope!, name, input.Messages.Value, input.PerSeconds.Value, null));
    }

    private static async Task<NoContent> RemoveAsync(Guid id, IUnitOfWork work, IAuditTrail audit, CancellationToken cancellationToken)
    {
        await work.BeginAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Remove, work.Connection, work.Transaction) { Parameters = { new() { Value = id } } };
        if (await command.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            throw new ProblemException(Problem.NotFound("rate limit"));
        }

        await audit.WriteAsync("mail_rate_limit.remove", "mail_rate_limit", id, null, null, cancellationToken);
        await work.CommitAsync(cancellationToken);
        return TypedResults.NoContent();
    }

    private sealed record RateLimitInput(string? Scope = null, string? Name = null, int? Messages = null, int? PerSeconds = null);

    /// <summary>A limit; <c>Used</c> is null where it was not asked for.</summary>
    private sealed record RateLimitView(Guid Id, string Scope, string Name, int Messages, int PerSeconds, long? Used);
}
