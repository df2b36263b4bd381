namespace Workflows.Server.Processes;

/// <summary>Answer to an event.</summary>
/// <param name="EventId">The event.</param>
/// <param name="Resumed">How many waits it resumed at once; with none it is kept for a wait to come.</param>
internal sealed record PublishedView(Guid EventId, int Resumed);
