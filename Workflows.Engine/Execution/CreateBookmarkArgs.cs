namespace Workflows.Engine.Execution;

/// <summary>How a bookmark is made.</summary>
public sealed class CreateBookmarkArgs
{
    /// <summary>Id; default: a new GUID.</summary>
    public string? BookmarkId { get; set; }

    /// <summary>What is waited for.</summary>
    public object? Stimulus { get; set; }

    /// <summary>Method of the activity to call when the wait ends.</summary>
    public ExecuteActivityDelegate? Callback { get; set; }

    /// <summary>Stimulus name; default: the activity type.</summary>
    public string? BookmarkName { get; set; }

    /// <summary>Whether resuming removes it. Default: true.</summary>
    public bool AutoBurn { get; set; } = true;

    /// <summary>Whether only this run of the activity is addressed. Default: true.</summary>
    public bool IncludeActivityInstanceId { get; set; } = true;

    /// <summary>Whether the activity completes when no callback is named. Default: true.</summary>
    public bool AutoComplete { get; set; } = true;

    /// <summary>Notes; see <see cref="Bookmark.Metadata"/>.</summary>
    public IDictionary<string, string>? Metadata { get; set; }
}
