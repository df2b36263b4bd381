using Workflows.Mail.Mime;

namespace Workflows.Mail;

/// <summary>Return path and recipients of one submission (RFC 5321 section 2.3.1).</summary>
public sealed class MailEnvelope
{
    /// <summary>Checks and normalises the addresses.</summary>
    /// <param name="sender">Return path; empty for the null sender that bounces and auto-replies use.</param>
    /// <param name="recipients">At least one address.</param>
    /// <exception cref="ArgumentException">An address is malformed, or there is no recipient.</exception>
    public MailEnvelope(string sender, params IEnumerable<string> recipients)
    {
        ArgumentNullException.ThrowIfNull(sender);
        ArgumentNullException.ThrowIfNull(recipients);
        Sender = sender.Length == 0 ? sender : MailAddressSyntax.Normalize(sender);
        Recipients = [.. recipients.Select(MailAddressSyntax.Normalize)];
        if (Recipients.Count == 0)
        {
            throw new ArgumentException("An envelope needs at least one recipient.", nameof(recipients));
        }

        RequiresSmtpUtf8 = !System.Text.Ascii.IsValid(Sender) || Recipients.Any(r => !System.Text.Ascii.IsValid(r));
    }

    /// <summary>Return path; empty for the null sender.</summary>
    public string Sender { get; }

    /// <summary>Recipient addresses, domains as A-labels unless the local part itself is not ASCII.</summary>
    public IReadOnlyList<string> Recipients { get; }

    /// <summary>When to ask for delivery notifications (RFC 3461). Default null: the server's own habit.</summary>
    /// <remarks>Left out silently when the server does not offer DSN.</remarks>
    public DeliveryNotification? Notification { get; init; }

    /// <summary>Whether an address needs the SMTPUTF8 extension (RFC 6531).</summary>
    public bool RequiresSmtpUtf8 { get; }
}
