namespace Workflows.Server.Scheduling;

/// <summary>A schedule cannot be understood; the message says what is wrong with it.</summary>
public sealed class ScheduleException(string message, Exception? inner = null) : Exception(message, inner);
