using System.Collections.Concurrent;

namespace Workflows.Server.MailDispatch;

/// <summary>
/// What this process holds: from the claim until the mail's outcome is written or the mail is given up. Only these leases are
/// renewed; a claim that nobody works on must run out.
/// </summary>
internal sealed class HeldMails
{
    private readonly ConcurrentDictionary<Guid, ClaimedMail> _held = new();

    /// <summary>Everything held now.</summary>
    public IReadOnlyCollection<ClaimedMail> All => [.. _held.Values];

    /// <summary>Takes a claimed mail in.</summary>
    public void Add(ClaimedMail mail) => _held[mail.Id] = mail;

    /// <summary>Lets go of a mail, unless it was claimed anew meanwhile.</summary>
    public void Drop(ClaimedMail mail) => _held.TryRemove(KeyValuePair.Create(mail.Id, mail));
}
