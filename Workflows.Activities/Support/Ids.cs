using Workflows.Domain.Support.Sla;

namespace Workflows.Activities.Support;

/// <summary>Ids and names as workflow state carries them: text, so that C#, JavaScript and JSON mean the same.</summary>
internal static class Ids
{
    /// <summary>Throws <see cref="FormatException"/> for what is no id: a mistake in the workflow, not an outcome.</summary>
    public static Guid Parse(string? text) =>
        Guid.TryParse(text, out var id) ? id : throw new FormatException($"'{text}' is not an id.");

    public static Guid? TryParse(string? text) => Guid.TryParse(text, out var id) ? id : null;

    public static ClockKind? Clock(string? name) => string.IsNullOrEmpty(name) ? null
        : Enum.TryParse<ClockKind>(name, ignoreCase: true, out var kind) ? kind
        : throw new FormatException($"'{name}' is no clock: FirstResponse, NextResponse or Resolution.");
}
