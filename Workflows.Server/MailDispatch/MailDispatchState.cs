namespace Workflows.Server.MailDispatch;

/// <summary>What operators and readiness want to know about the dispatcher of this process.</summary>
public sealed class MailDispatchState
{
    private volatile string? _problem;
    private long _sent;

    /// <summary>Why no mail can leave at present; null when nothing is known to be wrong. No secrets.</summary>
    public string? Problem
    {
        get => _problem;
        internal set => _problem = value;
    }

    /// <summary>Mails that the server accepted since the start of the process.</summary>
    public long Sent => Interlocked.Read(ref _sent);

    internal void CountSent() => Interlocked.Increment(ref _sent);
}
