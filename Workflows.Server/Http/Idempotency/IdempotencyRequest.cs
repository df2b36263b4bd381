using System.Security.Cryptography;
using System.Text;
using Workflows.Server.Access;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Http.Idempotency;

/// <summary>A POST with an <c>Idempotency-Key</c>.</summary>
/// <param name="TenantId">The caller's tenant.</param>
/// <param name="Route">Method and concrete path, so that a key used for two rows means two requests.</param>
/// <param name="Key">The header.</param>
/// <param name="BodyHash">SHA-256 over caller, query and body: another caller or body under the same key is refused.</param>
internal sealed record IdempotencyRequest(Guid TenantId, string Route, string Key, byte[] BodyHash)
{
    public const string Header = "Idempotency-Key";
    private const int MaximumKey = 255;

    /// <summary>Reads the request; its body can be read again afterwards. Null: no key, or the endpoint keeps none.</summary>
    /// <exception cref="ProblemException">The key is not 1 to 255 printable characters.</exception>
    public static async Task<IdempotencyRequest?> ReadAsync(HttpContext context)
    {
        var request = context.Request;
        var values = request.Headers[Header];
        if (!HttpMethods.IsPost(request.Method) || values.Count == 0 || context.GetEndpoint() is not { } endpoint
            || endpoint.Metadata.GetMetadata<NoIdempotencyKey>() is not null || context.User.SignedIn() is not { } caller)
        {
            return null;
        }

        var key = values.ToString();
        if (values.Count != 1 || key.Length is 0 or > MaximumKey || key.Any(static c => c is < '!' or > '~'))
        {
            throw new ProblemException(Problem.Invalid(Header, $"Must be 1 to {MaximumKey} printable ASCII characters without spaces."));
        }

        request.EnableBuffering();
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(Encoding.UTF8.GetBytes($"{caller.UserId}\n{request.QueryString.Value}\n"));
        var buffer = new byte[16 * 1024];
        int read;
        while ((read = await request.Body.ReadAsync(buffer, context.RequestAborted)) > 0)
        {
            hash.AppendData(buffer, 0, read);
        }

        request.Body.Position = 0;
        var path = (request.PathBase + request.Path).Value!.TrimEnd('/').ToLowerInvariant();
        return new IdempotencyRequest(caller.TenantId, $"POST {path}", key, hash.GetHashAndReset());
    }
}
