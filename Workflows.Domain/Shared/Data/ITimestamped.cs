namespace Workflows.Domain.Shared.Data;

/// <summary>A row that knows when it was made and last changed. Filled on save from the scope's clock.</summary>
public interface ITimestamped
{
    /// <summary>When the row was inserted.</summary>
    DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the row was last changed through the context.</summary>
    DateTimeOffset UpdatedAt { get; set; }
}
