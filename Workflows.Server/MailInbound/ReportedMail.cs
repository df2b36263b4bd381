namespace Workflows.Server.MailInbound;

/// <summary>The mail of ours that a report is about.</summary>
/// <param name="TenantId">Whose it is.</param>
/// <param name="Id">The row.</param>
/// <param name="Recipients">Its recipients in lower case, the first one first.</param>
/// <param name="MatchedBy"><c>return_path</c> or <c>message_id</c>.</param>
internal sealed record ReportedMail(Guid TenantId, Guid Id, IReadOnlyList<string> Recipients, string MatchedBy);
