namespace Workflows.Testing.Smtp;

/// <summary>Where a session stands when its script is asked.</summary>
/// <param name="Stage">The point.</param>
/// <param name="Connection">Number of the connection since the sink started, from 1.</param>
/// <param name="Transaction">Number of the mail on this connection, from 1; 0 before the first MAIL.</param>
/// <param name="Sender">Return path; null before MAIL.</param>
/// <param name="Recipient">Recipient of the RCPT in question, later the last accepted one; null before RCPT.</param>
public sealed record SinkContext(SinkStage Stage, int Connection, int Transaction, string? Sender, string? Recipient);
