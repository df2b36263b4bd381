namespace Workflows.Server.Http.Idempotency;

/// <summary>
/// Endpoint metadata: answers are not kept under an <c>Idempotency-Key</c>, because they hold a secret (tokens, keys).
/// </summary>
internal sealed class NoIdempotencyKey
{
    public static NoIdempotencyKey Instance { get; } = new();
}
