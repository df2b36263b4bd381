namespace Workflows.Server.Http.Idempotency;

/// <summary>What the first request with a key was answered.</summary>
/// <param name="BodyHash">Hash of caller, query and body.</param>
/// <param name="Status">HTTP status; null while the first request is at work.</param>
/// <param name="Headers">The headers that belong to the answer.</param>
/// <param name="Body">The body.</param>
internal sealed record StoredAnswer(byte[] BodyHash, int? Status, IReadOnlyDictionary<string, string> Headers, byte[] Body);
