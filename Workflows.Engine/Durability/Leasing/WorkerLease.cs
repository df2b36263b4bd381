namespace Workflows.Engine.Durability.Leasing;

/// <summary>
/// This process's right to drive the work items it owns. One row in <c>engine.workers</c> covers all of them, so a renewal costs one
/// update however much is running.
/// </summary>
/// <param name="WorkerId">The worker row.</param>
/// <param name="TrustedUntil">When to stop acting on the lease, as a <see cref="TimeProvider.GetTimestamp"/> value.</param>
/// <param name="OtherWorkers">How many other workers had a live lease at the last renewal.</param>
internal sealed record WorkerLease(long WorkerId, long TrustedUntil, int OtherWorkers)
{
    // Anchored to when the attempt began, not when it returned: a slow round trip must shorten our trust, never lengthen it.
    public static WorkerLease Renewed(long workerId, long attemptStarted, LeaseOptions options, int others) =>
        new(workerId, attemptStarted + (long)(options.Trusted.TotalSeconds * TimeProvider.System.TimestampFrequency), others);

    public bool IsTrusted => TimeProvider.System.GetTimestamp() < TrustedUntil;
}
