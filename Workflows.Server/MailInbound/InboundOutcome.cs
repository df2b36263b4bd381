using Workflows.Mail.Inbound;

namespace Workflows.Server.MailInbound;

/// <summary>What became of a received mail.</summary>
/// <param name="Kind">What it means.</param>
/// <param name="MessageLogId">The mail it is about; null when nobody knows.</param>
/// <param name="MatchedBy"><c>return_path</c>, <c>message_id</c> or <c>nothing</c>.</param>
/// <param name="Recipients">Recipients that were noted; none when it was known already.</param>
/// <param name="Suppressed">Addresses that get no more mail because of it.</param>
internal sealed record InboundOutcome(
    InboundKind Kind, Guid? MessageLogId, string MatchedBy, IReadOnlyList<string> Recipients, IReadOnlyList<string> Suppressed);
