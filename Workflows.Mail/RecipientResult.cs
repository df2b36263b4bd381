using Workflows.Mail.Smtp;

namespace Workflows.Mail;

/// <summary>What became of one recipient of a submission.</summary>
/// <param name="Address">The address as submitted.</param>
/// <param name="Outcome">The outcome for this recipient alone.</param>
/// <param name="Reply">The answer that decided it; null when none came.</param>
public sealed record RecipientResult(string Address, SubmissionOutcome Outcome, SmtpReply? Reply);
