namespace Workflows.Engine.Durability.Bursts;

/// <summary>The database went away under a transactional activity: not the activity's fault, so the whole burst is repeated.</summary>
internal sealed class BurstAbortedException(Exception inner) : Exception(inner.Message, inner);
