namespace Workflows.Mail.Inbound;

/// <summary>What was understood of one received mail.</summary>
public sealed record InboundReport
{
    /// <summary>The meaning; of several recipients the gravest (hard before soft).</summary>
    public required InboundKind Kind { get; init; }

    /// <summary>Recipients concerned; for an auto-reply its author.</summary>
    public required IReadOnlyList<InboundRecipient> Recipients { get; init; }

    /// <summary>
    /// Message-IDs this may be about, without angle brackets, the most certain first: of the returned mail, then In-Reply-To
    /// and References.
    /// </summary>
    public required IReadOnlyList<string> OriginalMessageIds { get; init; }

    /// <summary>Addresses this mail was sent to (Delivered-To, X-Original-To, Envelope-To, To), for <see cref="VerpAddress"/>.</summary>
    public required IReadOnlyList<string> SentTo { get; init; }

    /// <summary>ENVID of the submission (Original-Envelope-Id); null when not reported.</summary>
    public string? OriginalEnvelopeId { get; init; }

    /// <summary>
    /// Feedback-Type in lower case: abuse, fraud, virus, opt-out, not-spam, auth-failure, other. Null outside complaints.
    /// </summary>
    public string? FeedbackType { get; init; }

    /// <summary>
    /// Whether the recipients must get no more mail at once: a hard bounce, or a complaint other than "not-spam" and
    /// "auth-failure", which a recipient did not make.
    /// </summary>
    public bool EndsSubscription =>
        Kind == InboundKind.HardBounce || (Kind == InboundKind.Complaint && FeedbackType is not "not-spam" and not "auth-failure");

    /// <summary>Subject, decoded.</summary>
    public required string Subject { get; init; }

    /// <summary>Address in From, empty when there is none.</summary>
    public required string From { get; init; }
}
