using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Execution;

/// <summary>Hashes stimuli, so that events find waits and triggers by one number.</summary>
public static class StimulusHasher
{
    /// <summary>First 64 bits of SHA-256 over name, payload as JSON and activity run.</summary>
    /// <param name="stimulusName">Activity type or bookmark name.</param>
    /// <param name="payload">What is waited for; null: nothing more.</param>
    /// <param name="activityInstanceId">Addresses one run of an activity; null: any.</param>
    public static long Hash(string stimulusName, object? payload = null, string? activityInstanceId = null)
    {
        var json = payload switch
        {
            null => string.Empty,
            string text => text,
            IStimulusText stimulus => stimulus.StimulusText,
            _ => JsonSerializer.Serialize(payload, payload.GetType(), ValueConverter.Json),
        };
        var whole = string.Concat(stimulusName, "\n", json, "\n") + activityInstanceId;
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes(whole), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
