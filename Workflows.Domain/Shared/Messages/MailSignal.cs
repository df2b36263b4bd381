namespace Workflows.Domain.Shared.Messages;

/// <summary>
/// Wakes the mail dispatcher of this process after a commit that left mails to send. Signals that come while it is awake are
/// one signal; the dispatcher's own polling covers those of other processes.
/// </summary>
public sealed class MailSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    /// <summary>Says that there may be mails to send. Never blocks.</summary>
    public void Raise()
    {
        lock (_raised)
        {
            if (_raised.CurrentCount == 0)
            {
                _raised.Release();
            }
        }
    }

    /// <summary>Waits for the next signal.</summary>
    public Task WaitAsync(CancellationToken cancellationToken) => _raised.WaitAsync(cancellationToken);

    /// <inheritdoc />
    public void Dispose() => _raised.Dispose();
}
