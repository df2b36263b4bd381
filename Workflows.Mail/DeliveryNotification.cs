namespace Workflows.Mail;

/// <summary>What to ask of a server that offers DSN (RFC 3461).</summary>
public sealed record DeliveryNotification
{
    /// <summary>Events to be told of. Default: failure and delay.</summary>
    public NotifyOn Notify { get; init; } = NotifyOn.Failure | NotifyOn.Delay;

    /// <summary>ENVID, given back in the report; 1 to 100 printable characters. Default null: none.</summary>
    public string? EnvelopeId { get; init; }

    /// <summary>Whether the report carries the headers only. Default true; false asks for the full message.</summary>
    public bool HeadersOnly { get; init; } = true;
}
