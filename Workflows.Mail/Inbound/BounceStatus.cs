using Workflows.Mail.Smtp;

namespace Workflows.Mail.Inbound;

/// <summary>Decides status and gravity of one failed recipient.</summary>
internal static class BounceStatus
{
    /// <summary>Weighs what was reported against what the words say.</summary>
    /// <param name="reported">Status field; null when there is none.</param>
    /// <param name="action">Action field in lower case; null when there is none.</param>
    /// <param name="diagnostic">The refusal.</param>
    public static (EnhancedStatusCode? Status, InboundKind Kind) Decide(EnhancedStatusCode? reported, string? action, string diagnostic)
    {
        var found = DiagnosticText.FindStatus(diagnostic);
        var concluded = DiagnosticText.Conclude(diagnostic);
        var code = DiagnosticText.FindReplyCode(diagnostic);

        // x.0.0 says nothing; a more exact code from the refusing server is worth more than the reporter's general one.
        EnhancedStatusCode? status =
            reported is { } r && !IsGeneral(r) ? r : found is { } f && !IsGeneral(f) ? f : null;
        if (reported is { Class: 5 } own && found is { Class: 5 } exact && !IsGeneral(exact) && exact.Subject != own.Subject)
        {
            // The refusing server knows better than the one that reports it.
            status = exact;
        }

        if (status is null)
        {
            var weight = reported?.Class ?? found?.Class ?? (code != 0 ? code / 100 : action is "delayed" ? 4 : null);
            status = concluded is { } c
                ? c with { Class = weight ?? c.Class }
                : reported ?? found ?? (weight is { } w ? new EnhancedStatusCode(w, 0, 0) : null);
        }

        return (status, action is "delayed" ? InboundKind.SoftBounce : Gravity(status, action, concluded));
    }

    /// <summary>
    /// Hard is what condemns the address. Permanent refusals for policy, size, content, routing or a full mailbox (RFC 3463
    /// classes 5.2.2, 5.3 to 5.7) do not: the same address takes the next mail.
    /// </summary>
    private static InboundKind Gravity(EnhancedStatusCode? status, string? action, EnhancedStatusCode? concluded)
    {
        if (status is { Class: 4, Subject: 1, Detail: 2 } && action is "failed" && concluded is { Subject: 1, Detail: 2 })
        {
            // Given up for good because the domain does not exist, with the code of the last temporary answer.
            return InboundKind.HardBounce;
        }

        if (status is not { Class: 5 } s)
        {
            return InboundKind.SoftBounce;
        }

        var condemned = (s.Subject, s.Detail) switch
        {
            // 5.1.7 and 5.1.8 are about the sender's address.
            (1, 7 or 8) => false,

            // Servers say 5.1.1 with words about quota or policy; the words are the more exact.
            (1, 0 or 1) => concluded is not { Subject: 2, Detail: 2 } and not { Subject: 3, Detail: 4 } and not { Subject: 7 },
            (1, _) => true,
            (2, 1) => concluded is not { Subject: 2, Detail: 2 } and not { Class: 4, Subject: 7 },

            // Account disabled.
            (7, 13) => IsCondemning(concluded),

            // 5.4.4 unable to route, 5.4.310 domain does not exist; 5.4.1 is what one large provider says for unknown recipients.
            (4, 4 or 310) => true,
            (4, 1) => IsCondemning(concluded) || concluded is { Subject: 7 },

            // A permanent failure without any explanation is taken at its word.
            (0, _) => concluded is null || IsCondemning(concluded),
            (2, 2 or 3) => false,
            (2 or 3 or 4 or 5, _) => IsCondemning(concluded),
            _ => false,
        };
        return condemned ? InboundKind.HardBounce : InboundKind.SoftBounce;
    }

    private static bool IsCondemning(EnhancedStatusCode? concluded) => concluded is { Subject: 1 } or { Subject: 2, Detail: 1 };

    private static bool IsGeneral(EnhancedStatusCode code) => code is { Subject: 0, Detail: 0 };
}
