using Workflows.Mail.Mime;

namespace Workflows.Mail.Smtp;

/// <summary>The state of one submission on one connection, and its way to a result.</summary>
internal sealed class Transaction(MailEnvelope envelope, ComposedMail mail, SmtpConversation log)
{
    private readonly List<SmtpReply> _recipients = new(envelope.Recipients.Count);
    private SmtpReply? _sender;

    public MailEnvelope Envelope => envelope;

    public ComposedMail Mail => mail;

    public SmtpConversation Log => log;

    /// <summary>Whether the last block of content may have left: from here on silence means doubt.</summary>
    public bool HandedOver { get; set; }

    public SmtpReply? Data { get; private set; }

    public bool SenderRefused => _sender is { IsPositive: false };

    public bool AnyAccepted => _sender is { IsPositive: true } && _recipients.Exists(r => r.IsPositive);

    public void Take(SubmissionStage stage, SmtpReply reply)
    {
        switch (stage)
        {
            case SubmissionStage.Sender:
                _sender = reply;
                break;
            case SubmissionStage.Recipient:
                _recipients.Add(reply);
                break;
            case SubmissionStage.Content:
                Data = reply;
                break;
        }
    }

    public SubmissionResult Lost(SubmissionStage stage, string why)
    {
        var outcome = HandedOver ? SubmissionOutcome.InDoubt : SubmissionOutcome.NotSent;
        return Result(
            outcome, stage, reply: null, status: null, why,
            i => HandedOver && i < _recipients.Count && !_recipients[i].IsPositive ? Refusal(_recipients[i]) : outcome);
    }

    /// <summary>The server gave notice (421) before the content.</summary>
    public SubmissionResult ClosedByServer(SubmissionStage stage, SmtpReply reply) =>
        Result(
            SubmissionOutcome.Deferred, stage, reply, reply.Status, $"The server closes the connection: {reply}",
            i => i < _recipients.Count && !_recipients[i].IsPositive ? Refusal(_recipients[i]) : SubmissionOutcome.Deferred, reply);

    /// <summary>A check on this side decided, for good as far as this server goes.</summary>
    public SubmissionResult Refused(EnhancedStatusCode status, string why) =>
        Result(SubmissionOutcome.Failed, SubmissionStage.Sender, reply: null, status, why, _ => SubmissionOutcome.Failed);

    /// <summary>The server answered the content; before its end only a refusal is an answer.</summary>
    public SubmissionResult Answered(SmtpReply answer, SubmissionStage stage = SubmissionStage.Answer)
    {
        var outcome = answer.IsPositive && HandedOver ? SubmissionOutcome.Sent : Refusal(answer);
        return Result(
            outcome,
            stage,
            answer,
            answer.Status,
            answer.IsPositive ? "The server took the mail." : $"The server refused the content: {answer}",
            i => _recipients[i].IsPositive ? outcome : Refusal(_recipients[i]),
            answer);
    }

    /// <summary>The server refused before the content.</summary>
    public SubmissionResult Rejected()
    {
        if (_sender is { IsPositive: false } sender)
        {
            return Result(
                Refusal(sender), SubmissionStage.Sender, sender, sender.Status, $"The server refused the sender: {sender}",
                _ => Refusal(sender), sender, all: true);
        }

        if (!AnyAccepted)
        {
            // One temporary refusal makes the mail worth another try.
            var reply = _recipients.Find(r => !r.IsPermanent) ?? _recipients[0];
            return Result(
                Refusal(reply), SubmissionStage.Recipient, reply, reply.Status, $"The server refused the recipient: {reply}",
                i => Refusal(_recipients[i]));
        }

        var data = Data!;
        return Result(
            Refusal(data), SubmissionStage.Content, data, data.Status, $"The server refused DATA: {data}",
            i => _recipients[i].IsPositive ? Refusal(data) : Refusal(_recipients[i]), data);
    }

    // An answer that is neither 4xx nor 5xx where a refusal is due is a broken server: try again later rather than give up.
    private static SubmissionOutcome Refusal(SmtpReply reply) =>
        reply.IsPermanent ? SubmissionOutcome.Failed : SubmissionOutcome.Deferred;

    private SubmissionResult Result(
        SubmissionOutcome outcome, SubmissionStage stage, SmtpReply? reply, EnhancedStatusCode? status, string why,
        Func<int, SubmissionOutcome> each, SmtpReply? final = null, bool all = false)
    {
        var recipients = new RecipientResult[envelope.Recipients.Count];
        for (var i = 0; i < recipients.Length; i++)
        {
            var own = i < _recipients.Count ? _recipients[i] : null;
            recipients[i] = new RecipientResult(
                envelope.Recipients[i], each(i), all || own is null or { IsPositive: true } ? final ?? own : own);
        }

        return new SubmissionResult
        {
            Outcome = outcome,
            Stage = stage,
            Reply = reply,
            Status = status,
            Explanation = why,
            Recipients = recipients,
            Conversation = log.Lines(),
        };
    }
}
