namespace Workflows.Engine.Execution;

/// <content>Waits.</content>
public sealed partial class ActivityExecutionContext
{
    /// <summary>Waits for several stimuli; each ends its own wait.</summary>
    public void CreateBookmarks(
        IEnumerable<object> payloads, ExecuteActivityDelegate? callback = null, bool includeActivityInstanceId = true, string? bookmarkName = null)
    {
        foreach (var payload in payloads)
        {
            CreateBookmark(new CreateBookmarkArgs
            {
                Stimulus = payload,
                Callback = callback,
                IncludeActivityInstanceId = includeActivityInstanceId,
                BookmarkName = bookmarkName,
            });
        }
    }

    /// <summary>Adds waits.</summary>
    public void AddBookmarks(IEnumerable<Bookmark> bookmarks)
    {
        foreach (var bookmark in bookmarks)
        {
            AddBookmark(bookmark);
        }
    }

    /// <summary>Adds a wait.</summary>
    public void AddBookmark(Bookmark bookmark)
    {
        _bookmarkCount++;
        WorkflowExecutionContext.AddBookmark(bookmark);
    }

    /// <summary>Waits until somebody resumes by the bookmark's id.</summary>
    public Bookmark CreateBookmark(ExecuteActivityDelegate callback, IDictionary<string, string>? metadata = null) =>
        CreateBookmark(new CreateBookmarkArgs { Callback = callback, Metadata = metadata });

    /// <summary>Waits for a stimulus.</summary>
    public Bookmark CreateBookmark(
        object stimulus,
        ExecuteActivityDelegate? callback,
        bool includeActivityInstanceId = true,
        IDictionary<string, string>? customProperties = null) =>
        CreateBookmark(new CreateBookmarkArgs
        {
            Stimulus = stimulus,
            Callback = callback,
            IncludeActivityInstanceId = includeActivityInstanceId,
            Metadata = customProperties,
        });

    /// <summary>Waits for a stimulus.</summary>
    public Bookmark CreateBookmark(object stimulus, bool includeActivityInstanceId, IDictionary<string, string>? customProperties = null) =>
        CreateBookmark(stimulus, null, includeActivityInstanceId, customProperties);

    /// <summary>Waits for a stimulus.</summary>
    public Bookmark CreateBookmark(object stimulus, IDictionary<string, string>? metadata = null) =>
        CreateBookmark(new CreateBookmarkArgs { Stimulus = stimulus, Metadata = metadata });

    /// <summary>Waits.</summary>
    public Bookmark CreateBookmark(CreateBookmarkArgs? options = null) => AddWait(options ?? new CreateBookmarkArgs(), null);

    /// <summary>Ends all waits of this run without resuming.</summary>
    public void ClearBookmarks()
    {
        if (_bookmarkCount > 0)
        {
            WorkflowExecutionContext.RemoveBookmarksOf(this);
            _bookmarkCount = 0;
        }
    }

    /// <summary>Waits for a timer, and for a stimulus if one is given.</summary>
    internal Bookmark AddWait(CreateBookmarkArgs options, DateTimeOffset? dueAt, string? waitingFor = null, TimerPolicy? policy = null)
    {
        var name = options.BookmarkName ?? Activity.Type;
        var bookmark = new Bookmark
        {
            Id = options.BookmarkId ?? Guid.CreateVersion7().ToString(),
            Name = name,
            StimulusHash = StimulusHasher.Hash(name, options.Stimulus, options.IncludeActivityInstanceId ? Id : null),
            Payload = options.Stimulus,
            ActivityId = Activity.Id,
            ActivityNodeId = NodeId,
            ActivityInstanceId = Id,
            CreatedAt = WorkflowExecutionContext.UtcNow,
            AutoBurn = options.AutoBurn,
            CallbackMethodName = options.Callback?.Method.Name,
            AutoComplete = options.AutoComplete,
            Metadata = options.Metadata,
            HasStimulus = dueAt is null,
            DueAt = dueAt,
            Policy = dueAt is null ? null : policy ?? TimerPolicy.FireOnceNow,
            WaitingFor = Note(options, "waitingFor") ?? waitingFor ?? (dueAt is null ? $"{Activity.Name ?? Activity.Id} ({name})" : "timer"),
            Owner = Note(options, "owner"),
            ExpectedBy = Note(options, "expectedBy") is { } expected
                && DateTimeOffset.TryParse(expected, System.Globalization.CultureInfo.InvariantCulture, out var instant)
                ? instant
                : dueAt,
            ContextNumber = Number,
        };
        AddBookmark(bookmark);
        return bookmark;
    }

    internal void BookmarkBurnt() => _bookmarkCount--;

    internal void RestoreBookmarkCount() => _bookmarkCount++;

    private static string? Note(CreateBookmarkArgs options, string key) =>
        options.Metadata is not null && options.Metadata.TryGetValue(key, out var value) ? value : null;
}
