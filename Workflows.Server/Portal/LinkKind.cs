namespace Workflows.Server.Portal;

/// <summary>What a link in a mail is for.</summary>
internal enum LinkKind
{
    /// <summary>A survey invitation or its reminder.</summary>
    Survey,

    /// <summary>A ticket that its requester may answer or reopen.</summary>
    Ticket,
}
