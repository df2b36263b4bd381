namespace Workflows.Engine.Authoring;

/// <summary>A value in a running workflow's memory.</summary>
public sealed class MemoryBlock
{
    /// <summary>Creates an empty block.</summary>
    public MemoryBlock()
    {
    }

    /// <summary>Creates a block.</summary>
    public MemoryBlock(object? value, object? metadata = null)
    {
        Value = value;
        Metadata = metadata;
    }

    /// <summary>The value.</summary>
    public object? Value { get; set; }

    /// <summary>What the owner notes about the block, such as its variable.</summary>
    public object? Metadata { get; set; }
}
