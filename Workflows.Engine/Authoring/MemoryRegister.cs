using System.Diagnostics.CodeAnalysis;

namespace Workflows.Engine.Authoring;

/// <summary>The memory of one scope.</summary>
public sealed class MemoryRegister
{
    private Dictionary<string, MemoryBlock>? _blocks;

    /// <summary>Creates an empty register.</summary>
    public MemoryRegister()
    {
    }

    /// <summary>Creates a register.</summary>
    public MemoryRegister(IDictionary<string, MemoryBlock>? blocks) =>
        _blocks = blocks is null ? null : new Dictionary<string, MemoryBlock>(blocks);

    /// <summary>The blocks by id.</summary>
    public IDictionary<string, MemoryBlock> Blocks => _blocks ??= [];

    internal bool IsEmpty => _blocks is null || _blocks.Count == 0;

    /// <summary>Whether the block exists.</summary>
    public bool IsDeclared(MemoryBlockReference reference) => HasBlock(reference.RequireId());

    /// <summary>Whether the block exists.</summary>
    public bool HasBlock(string id) => _blocks is not null && _blocks.ContainsKey(id);

    /// <summary>The block, if it exists.</summary>
    public bool TryGetBlock(string id, [NotNullWhen(true)] out MemoryBlock? block)
    {
        block = null;
        return _blocks is not null && _blocks.TryGetValue(id, out block);
    }

    /// <summary>Declares blocks.</summary>
    public void Declare(IEnumerable<MemoryBlockReference> references)
    {
        foreach (var reference in references)
        {
            Declare(reference);
        }
    }

    /// <summary>Declares a block, or gives the one that exists.</summary>
    public MemoryBlock Declare(MemoryBlockReference blockReference)
    {
        if (TryGetBlock(blockReference.RequireId(), out var existing))
        {
            return existing;
        }

        var block = blockReference.Declare();
        block.Metadata ??= blockReference;
        (_blocks ??= [])[blockReference.RequireId()] = block;
        return block;
    }
}
