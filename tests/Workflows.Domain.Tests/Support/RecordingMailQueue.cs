using System.Collections.Concurrent;
using Workflows.Domain.Shared.Messages;

namespace Workflows.Domain.Tests.Support;

/// <summary>Keeps what would be mailed, each dedupe key once.</summary>
internal sealed class RecordingMailQueue : IMailQueue
{
    private readonly ConcurrentDictionary<string, Guid> _keys = new();

    public List<TemplatedMail> Sent { get; } = [];

    public HashSet<string> OptedOut { get; } = [];

    public ValueTask<MailQueueResult> EnqueueAsync(TemplatedMail mail, CancellationToken cancellationToken)
    {
        if (OptedOut.Contains(mail.To))
        {
            return ValueTask.FromResult(new MailQueueResult(MailQueueOutcome.Suppressed, Guid.CreateVersion7()));
        }

        var id = Guid.CreateVersion7();
        if (!_keys.TryAdd(mail.DedupeKey, id))
        {
            return ValueTask.FromResult(new MailQueueResult(MailQueueOutcome.Duplicate, _keys[mail.DedupeKey]));
        }

        Sent.Add(mail);
        return ValueTask.FromResult(new MailQueueResult(MailQueueOutcome.Queued, id));
    }

    public async ValueTask<IReadOnlyList<MailQueueResult>> EnqueueAsync(IReadOnlyList<TemplatedMail> mails, CancellationToken cancellationToken)
    {
        var results = new List<MailQueueResult>(mails.Count);
        foreach (var mail in mails)
        {
            results.Add(await EnqueueAsync(mail, cancellationToken));
        }

        return results;
    }
}
