namespace Workflows.Server.Portal;

/// <summary>What a link's token stands for; the scope acts as the contact whom the mail went to.</summary>
/// <param name="Id">The survey invitation or the ticket.</param>
/// <param name="Firm">Name of the tenant.</param>
/// <param name="Zone">IANA zone of the tenant.</param>
internal sealed record OpenedLink(Guid Id, string Firm, string Zone);
