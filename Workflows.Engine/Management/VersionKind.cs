namespace Workflows.Engine.Management;

/// <summary>Rules that choose versions.</summary>
public enum VersionKind
{
    /// <summary>Every version.</summary>
    All,

    /// <summary>The newest.</summary>
    Latest,

    /// <summary>The published one.</summary>
    Published,

    /// <summary>The newest, if it is not published.</summary>
    Draft,

    /// <summary>The newest and the published one.</summary>
    LatestOrPublished,

    /// <summary>The newest, if it is published.</summary>
    LatestAndPublished,

    /// <summary>A version by number.</summary>
    Specific,
}
