namespace Workflows.Domain.Support.Tickets;

/// <summary>A message or note to add.</summary>
public sealed record NewComment
{
    /// <summary>The message, 1..65,536 characters.</summary>
    public required string Body { get; init; }

    /// <summary>Staff only: not shown to the customer. Default: public.</summary>
    public bool IsInternal { get; init; }

    /// <summary>How it came in. Null: portal for contacts, web for others.</summary>
    public TicketChannel? Source { get; init; }

    /// <summary>Written by a machine: moves neither status nor clocks.</summary>
    public bool IsMachine { get; init; }

    /// <summary>Message-ID of the mail it came by; the same one is stored once.</summary>
    public string? MessageId { get; init; }

    /// <summary>Attached files, JSON array text. Null: none.</summary>
    public string? Attachments { get; init; }

    /// <summary>Staff only: wait for the customer's answer (status pending) after this comment.</summary>
    public bool ThenWait { get; init; }
}
