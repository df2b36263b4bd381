namespace Workflows.Engine.Durability.Committing;

/// <summary>Places in the commit path where a test may hold or break the engine. Inert in production: nothing sets the hook.</summary>
internal sealed class SignalPoints
{
    public const string BeforeCommit = "before commit";
    public const string AfterCommit = "after commit";

    /// <summary>Awaited at each place; null does nothing.</summary>
    public Func<string, Task>? Reached { get; set; }

    public Task SignalAsync(string place) => Reached?.Invoke(place) ?? Task.CompletedTask;
}
