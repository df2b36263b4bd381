namespace Workflows.Templates.Evaluation;

/// <summary>
/// Everything an asynchronous rendering learned from outside (results of functions, tasks, loaded templates, chance), in order.
/// When the interpreter has to wait for a task, it is left, and after the wait it runs again from the start with the journal
/// giving the same answers: it then takes the same way and arrives where it stopped. Nothing outside is asked twice, and a
/// rendering changes nothing outside itself, so the repetition cannot be seen.
/// </summary>
internal sealed class Journal
{
    /// <summary>Repetitions before the rest is done on a thread of its own that may block: repeating costs the square of the waits.</summary>
    public const int MaxRepetitions = 24;

    private readonly List<object?> _entries = [];
    private int _position;

    public int Repetitions { get; private set; }

    /// <summary>Whether the interpreter may be left; otherwise it blocks.</summary>
    public bool CanSuspend { get; set; } = true;

    public long Started { get; set; }

    public DateTimeOffset Now { get; set; }

    public void Rewind()
    {
        _position = 0;
        Repetitions++;
    }

    public bool TryReplay(out object? entry)
    {
        if (_position < _entries.Count)
        {
            entry = _entries[_position++];
            return true;
        }

        entry = null;
        return false;
    }

    /// <summary>Adds what the running interpreter got at once.</summary>
    public void Record(object? entry)
    {
        _entries.Add(entry);
        _position++;
    }

    /// <summary>Waits for a task and adds its result, or its failure, for the next repetition.</summary>
    public async Task RecordAsync(Task task, CancellationToken cancellationToken)
    {
        try
        {
            await task.WaitAsync(cancellationToken);
            _entries.Add(Tasks.ResultOf(task));
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            _entries.Add(new Failure(e));
        }
    }

    /// <summary>A failure that was waited for.</summary>
    public sealed record Failure(Exception Cause);
}
