using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Workflows.Engine.Durability.Committing;

/// <summary>Keys of the advisory locks that keep "event stored" and "wait created" from missing each other.</summary>
internal static class StimulusLock
{
    /// <summary>64-bit key of a stimulus together with a correlation id.</summary>
    public static long Pair(long hash, string? correlationId)
    {
        if (correlationId is null)
        {
            return hash ^ 0x5bd1e995;
        }

        Span<byte> digest = stackalloc byte[32];
        SHA256.HashData(MemoryMarshal.AsBytes(correlationId.AsSpan()), digest);
        return hash ^ BitConverter.ToInt64(digest);
    }
}
