namespace Workflows.Server.MailDispatch;

/// <summary>What one look at the log gave.</summary>
/// <param name="Mails">Mails to hand over now, highest priority first.</param>
/// <param name="Looked">Rows that were taken, with those that turned out to be suppressed.</param>
/// <param name="RoomAfter">When a limit that held mails back has room again, by the real clock; null when none did.</param>
internal sealed record MailTurn(IReadOnlyList<ClaimedMail> Mails, int Looked, TimeSpan? RoomAfter = null)
{
    public static MailTurn Nothing { get; } = new([], 0);
}
