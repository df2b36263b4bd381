using System.Buffers.Text;
using System.Text.Json;
using Workflows.Engine.Durability;
using Workflows.Engine.Execution;
using Workflows.Server.Elsa.Transport;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa.Instances;

/// <summary>Ends waits by their token, which names the instance and the bookmark. It is no secret: the caller must be allowed to run workflows.</summary>
internal sealed class BookmarkResumer(WorkflowEngine engine)
{
    private const int Length = 32;

    public static string TokenOf(Guid instanceId, Bookmark bookmark)
    {
        Span<byte> bytes = stackalloc byte[Length];
        instanceId.TryWriteBytes(bytes);
        bookmark.Key.TryWriteBytes(bytes[16..]);
        return Base64Url.EncodeToString(bytes);
    }

    public async Task ResumeAsync(
        Guid tenantId, string token, IReadOnlyDictionary<string, JsonElement>? input, CancellationToken cancellationToken)
    {
        var bytes = new byte[Length + 8];
        if (token.Length > 64 || !Base64Url.IsValid(token) || !Base64Url.TryDecodeFromChars(token, bytes, out var written) || written != Length)
        {
            throw BodyMembers.Wrong("t", "Is no token of a bookmark.");
        }

        if (!await engine.ResumeAsync(tenantId, new Guid(bytes.AsSpan(0, 16)), new Guid(bytes.AsSpan(16, 16)), input, cancellationToken))
        {
            throw new ProblemException(Problem.NotFound("bookmark"));
        }
    }
}
