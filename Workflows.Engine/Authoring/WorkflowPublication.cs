namespace Workflows.Engine.Authoring;

/// <summary>Whether a version is the latest and whether it is published.</summary>
/// <param name="IsLatest">Whether it is the newest version.</param>
/// <param name="IsPublished">Whether new instances use it.</param>
public sealed record WorkflowPublication(bool IsLatest, bool IsPublished)
{
    /// <summary>The newest version, published.</summary>
    public static WorkflowPublication LatestAndPublished { get; } = new(IsLatest: true, IsPublished: true);

    /// <summary>The newest version, a draft.</summary>
    public static WorkflowPublication LatestDraft { get; } = new(IsLatest: true, IsPublished: false);

    /// <summary>An old draft.</summary>
    public static WorkflowPublication Draft { get; } = new(IsLatest: false, IsPublished: false);
}
