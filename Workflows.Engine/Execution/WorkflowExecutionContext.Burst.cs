using Workflows.Engine.Definitions;

namespace Workflows.Engine.Execution;

/// <content>What a burst changes and leaves to commit.</content>
public sealed partial class WorkflowExecutionContext
{
    private readonly List<Bookmark> _bookmarks = [];
    private readonly List<JournalEntry> _journal = [];
    private List<Bookmark>? _added;
    private List<Bookmark>? _removed;
    private Dictionary<string, Dictionary<string, object?>>? _outputs;

    /// <summary>All waits.</summary>
    public IReadOnlyList<Bookmark> Bookmarks => _bookmarks;

    /// <summary>Waits created in this burst that still exist.</summary>
    public IReadOnlyList<Bookmark> AddedBookmarks => _added ?? (IReadOnlyList<Bookmark>)[];

    /// <summary>Waits from before this burst that ended in it.</summary>
    public IReadOnlyList<Bookmark> RemovedBookmarks => _removed ?? (IReadOnlyList<Bookmark>)[];

    /// <summary>What must happen outside, in order.</summary>
    public IList<BurstEffect> Effects { get; } = new List<BurstEffect>();

    /// <summary>What happened, in order.</summary>
    public IReadOnlyList<JournalEntry> Journal => _journal;

    /// <summary>Failures that wait for an operator.</summary>
    public IReadOnlyList<ActivityIncident> Incidents => OpenIncidents ?? (IReadOnlyList<ActivityIncident>)[];

    /// <summary>Failures of this burst that are still open.</summary>
    public IReadOnlyList<ActivityIncident> AddedIncidents => NewIncidents ?? (IReadOnlyList<ActivityIncident>)[];

    /// <summary>Failures from before this burst that were retried, skipped or cancelled in it.</summary>
    public IReadOnlyList<ActivityIncident> ResolvedIncidents => OldIncidents ?? (IReadOnlyList<ActivityIncident>)[];

    /// <summary>Whether anything happened since the last <see cref="ClearBurst"/>.</summary>
    public bool IsDirty { get; internal set; }

    internal List<ActivityIncident>? OpenIncidents { get; set; }

    internal bool CancelRequested { get; set; }

    internal bool IsFaulted { get; private set; }

    internal object? LastResult { get; set; }

    internal Dictionary<string, Dictionary<string, object?>>? Outputs { get => _outputs; set => _outputs = value; }

    private List<ActivityIncident>? NewIncidents { get; set; }

    private List<ActivityIncident>? OldIncidents { get; set; }

    /// <summary>Forgets what was left to commit; the runtime calls it after the commit.</summary>
    public void ClearBurst()
    {
        _added?.Clear();
        _removed?.Clear();
        NewIncidents?.Clear();
        OldIncidents?.Clear();
        Effects.Clear();
        _journal.Clear();
        IsDirty = false;
    }

    /// <summary>Adds an entry of the author's own to the journal.</summary>
    public void AddExecutionLogEntry(string eventName, string? message = null, object? payload = null) => AddJournal(null, eventName, message, payload);

    internal void ActivityStarted(ActivityExecutionContext context)
    {
        context.StartedAt = UtcNow;
        context.HasStarted = true;
        _journal.Add(new JournalEntry(context, context.StartedAt, JournalEvents.Started, null, null));
    }

    internal void MarkFaulted() => IsFaulted = true;

    internal void ClearFaulted() => IsFaulted = false;

    internal void AddJournal(ActivityExecutionContext? context, string eventName, string? message, object? payload)
    {
        IsDirty = true;
        _journal.Add(new JournalEntry(context, UtcNow, eventName, message, payload));
    }

    internal void ActivityCompleted(ActivityExecutionContext context)
    {
        IsDirty = true;
        _journal.Add(new JournalEntry(context, UtcNow, JournalEvents.Completed, null, null));
        if (context == Root)
        {
            Root = null;
        }
    }

    /// <summary>Ends the whole instance: every branch is cancelled.</summary>
    internal async ValueTask FinishAsync()
    {
        if (Root is { } root)
        {
            await root.CancelChildrenAsync();
            root.MarkCompleted(null);
        }

        _queue.Clear();
        SubStatus = WorkflowSubStatus.Finished;
    }

    internal ActivityExecutionContext Schedule(
        ActivityNode node, ActivityExecutionContext? owner, ActivityCompletionCallback? callback, object? tag)
    {
        var context = new ActivityExecutionContext(this, node, ++LastNumber) { Callback = callback, Tag = tag };
        if (owner is null)
        {
            Root = context;
            context.AttachAsRoot();
        }
        else
        {
            owner.Attach(context);
        }

        _queue.Enqueue(new WorkItem(context));
        return context;
    }

    internal void Enqueue(WorkItem item) => _queue.Enqueue(item);

    internal bool IsScheduled(ActivityNode node, ActivityExecutionContext owner)
    {
        foreach (var item in _queue)
        {
            if (item.Context.Node == node && item.Context.ParentActivityExecutionContext == owner && !item.Context.IsCompleted)
            {
                return true;
            }
        }

        return false;
    }

    internal void AddBookmark(Bookmark bookmark)
    {
        IsDirty = true;
        _bookmarks.Add(bookmark);
        (_added ??= []).Add(bookmark);
    }

    internal void RestoreBookmark(Bookmark bookmark) => _bookmarks.Add(bookmark);

    internal Bookmark? FindBookmark(string id)
    {
        foreach (var bookmark in _bookmarks)
        {
            if (string.Equals(bookmark.Id, id, StringComparison.OrdinalIgnoreCase))
            {
                return bookmark;
            }
        }

        return null;
    }

    internal void RemoveBookmark(Bookmark bookmark)
    {
        IsDirty = true;
        if (_bookmarks.Remove(bookmark) && _added?.Remove(bookmark) != true)
        {
            (_removed ??= []).Add(bookmark);
        }
    }

    internal void RemoveBookmarksOf(ActivityExecutionContext context)
    {
        for (var index = _bookmarks.Count - 1; index >= 0; index--)
        {
            if (_bookmarks[index].ContextNumber == context.Number)
            {
                RemoveBookmark(_bookmarks[index]);
            }
        }
    }

    internal void RecordOutput(ActivityExecutionContext context, string name, object? value)
    {
        _outputs ??= [];
        if (!_outputs.TryGetValue(context.Node.Key, out var outputs))
        {
            _outputs[context.Node.Key] = outputs = [];
        }

        outputs[name] = value;
        context.RecordedOutputs[name] = value;
        if (name == "Result")
        {
            LastResult = value;
        }
    }

    internal void HandleFault(ActivityExecutionContext context, Exception exception, WorkItem failed)
    {
        IsDirty = true;
        context.Exception = exception;
        context.FailedAttempts++;
        context.FailedWork = failed;
        if (context.Node.RetryPolicy?.DelayAfter(context.FailedAttempts, exception) is { } delay)
        {
            AddJournal(context, JournalEvents.RetryPlanned, exception.Message, ExceptionState.From(exception));
            context.ClearBookmarks();
            context.AddWait(
                new CreateBookmarkArgs { BookmarkName = RetryPolicy.BookmarkName },
                UtcNow + delay,
                $"retry {context.FailedAttempts + 1} of {context.Node.RetryPolicy.MaxAttempts} after: {exception.Message}");
            return;
        }

        context.TransitionTo(ActivityStatus.Faulted);
        for (var scope = context; scope is not null; scope = scope.ParentActivityExecutionContext)
        {
            scope.AggregateFaultCount++;
        }

        var incident = new ActivityIncident(
            context.Activity.Id, context.NodeId, context.Activity.Type, context.Id, exception.Message, ExceptionState.From(exception), UtcNow);
        (OpenIncidents ??= []).Add(incident);
        (NewIncidents ??= []).Add(incident);
        AddJournal(context, JournalEvents.Faulted, exception.Message, incident.Exception);
        WorkflowGraph.IncidentStrategy.HandleIncident(context);
    }

    /// <summary>A failed run goes on or ends: its incident is settled.</summary>
    internal void ForgetFault(ActivityExecutionContext context)
    {
        if (context.Status != ActivityStatus.Faulted)
        {
            return;
        }

        for (var scope = context; scope is not null; scope = scope.ParentActivityExecutionContext)
        {
            scope.AggregateFaultCount--;
        }

        var id = context.Id;
        for (var index = (OpenIncidents?.Count ?? 0) - 1; index >= 0; index--)
        {
            var incident = OpenIncidents![index];
            if (incident.ActivityInstanceId == id)
            {
                OpenIncidents.RemoveAt(index);
                if (NewIncidents?.Remove(incident) != true)
                {
                    (OldIncidents ??= []).Add(incident);
                }
            }
        }

        IsFaulted = false;
    }

}
