namespace Workflows.Domain.Shared.Data;

/// <summary>What became of a command on a row that has no outcomes of its own.</summary>
/// <typeparam name="T">The row.</typeparam>
public abstract record ChangeOutcome<T>
    where T : class
{
    private ChangeOutcome()
    {
    }

    /// <summary>Done; the row as it is now.</summary>
    public sealed record Done(T Row) : ChangeOutcome<T>;

    /// <summary>The row is gone.</summary>
    public sealed record Deleted : ChangeOutcome<T>;

    /// <summary>Unknown or another tenant's.</summary>
    public sealed record NotFound : ChangeOutcome<T>;

    /// <summary>The actor may not.</summary>
    /// <param name="Detail">For people.</param>
    public sealed record Forbidden(string Detail) : ChangeOutcome<T>;

    /// <summary>Messages by field.</summary>
    public sealed record Invalid(IReadOnlyDictionary<string, string[]> Errors) : ChangeOutcome<T>;

    /// <summary>Another row stands against it.</summary>
    /// <param name="Code">Stable machine word.</param>
    /// <param name="Detail">For people.</param>
    public sealed record Conflict(string Code, string Detail) : ChangeOutcome<T>;

    /// <summary>The caller's version is not the present one.</summary>
    public sealed record Stale : ChangeOutcome<T>;
}
