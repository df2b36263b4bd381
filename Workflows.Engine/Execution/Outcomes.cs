namespace Workflows.Engine.Execution;

/// <summary>The outcomes that an activity completed with.</summary>
/// <param name="Names">Their names.</param>
public sealed record Outcomes(params string[] Names)
{
    /// <summary>The outcome of an activity that names none.</summary>
    public static Outcomes Default { get; } = new("Done");

    /// <summary>No outcome.</summary>
    public static Outcomes Empty { get; } = new();
}
