using Microsoft.Net.Http.Headers;
using Npgsql;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Http.Idempotency;

/// <summary>
/// C-IDEM. The key's row, the work and the stored answer are one transaction: the request's unit of work joins it and only
/// flushes, the answer is held back until it is stored, and one commit makes all of it true. A failed request leaves no trace, so
/// it can be sent again under the same key.
/// </summary>
internal sealed class IdempotencyMiddleware(RequestDelegate next, NpgsqlDataSource database, TimeProvider time)
{
    private const string Replayed = "Idempotent-Replayed";
    private static readonly TimeSpan KeepFor = TimeSpan.FromHours(24);
    private static readonly string[] KeptHeaders = [HeaderNames.ContentType, HeaderNames.Location, HeaderNames.ETag];

    public async Task InvokeAsync(HttpContext context)
    {
        if (await IdempotencyRequest.ReadAsync(context) is not { } request)
        {
            await next(context);
            return;
        }

        var cancellationToken = context.RequestAborted;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await TenantSetting.SetAsync(connection, transaction, request.TenantId.ToString(), cancellationToken);
        var store = new IdempotencyStore(connection, transaction);
        if (!await ClaimAsync(store, request, cancellationToken))
        {
            var answer = await store.FindAsync(request, cancellationToken) ?? throw InProgress();
            await transaction.RollbackAsync(cancellationToken);
            await ReplayAsync(context, request, answer);
            return;
        }

        await WorkAsync(context, request, transaction, store);
    }

    private async Task<bool> ClaimAsync(IdempotencyStore store, IdempotencyRequest request, CancellationToken cancellationToken)
    {
        try
        {
            return await store.TryClaimAsync(request, time.GetUtcNow(), KeepFor, cancellationToken);
        }
        catch (PostgresException wait) when (wait.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw InProgress();
        }
    }

    private async Task WorkAsync(
        HttpContext context, IdempotencyRequest request, NpgsqlTransaction transaction, IdempotencyStore store)
    {
        var services = context.RequestServices;
        await using var joined = new EnlistedUnitOfWork(
            transaction, services.GetRequiredService<CallContext>(), services.GetRequiredService<DomainContextFactory>());
        services.GetRequiredService<UnitOfWorkScope>().Joined = joined;

        var answer = context.Response.Body;
        using var held = new MemoryStream();
        context.Response.Body = held;
        try
        {
            await next(context);
        }
        finally
        {
            context.Response.Body = answer;
        }

        if (context.Response.StatusCode < StatusCodes.Status400BadRequest)
        {
            var headers = KeptHeaders.Where(name => context.Response.Headers.ContainsKey(name))
                .ToDictionary(static name => name, name => context.Response.Headers[name].ToString(), StringComparer.Ordinal);
            await store.KeepAsync(request, context.Response.StatusCode, headers, held.ToArray(), context.RequestAborted);
            await transaction.CommitAsync(context.RequestAborted);
            joined.RunCommitted();
        }
        else
        {
            await transaction.RollbackAsync(context.RequestAborted);
        }

        held.Position = 0;
        await held.CopyToAsync(answer, context.RequestAborted);
    }

    private static async Task ReplayAsync(HttpContext context, IdempotencyRequest request, StoredAnswer answer)
    {
        if (!answer.BodyHash.AsSpan().SequenceEqual(request.BodyHash))
        {
            throw new ProblemException(new Problem(
                409, ProblemCodes.IdempotencyKeyReuse, "The Idempotency-Key was used for another request; make a new key."));
        }

        if (answer.Status is not { } status)
        {
            throw InProgress();
        }

        context.Response.StatusCode = status;
        foreach (var (name, value) in answer.Headers)
        {
            context.Response.Headers[name] = value;
        }

        context.Response.Headers[Replayed] = "true";
        if (answer.Body.Length > 0)
        {
            context.Response.ContentLength = answer.Body.Length;
            await context.Response.Body.WriteAsync(answer.Body, context.RequestAborted);
        }
    }

    private static ProblemException InProgress() => new(new Problem(
        409, ProblemCodes.IdempotencyInProgress, "The first request with this Idempotency-Key is still at work.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    });
}
