namespace Workflows.Engine.Authoring;

/// <summary>An input or output of an activity.</summary>
public abstract class Argument
{
    /// <summary>Creates an argument on a place in memory.</summary>
    protected Argument(MemoryBlockReference memoryBlockReference)
    {
        Reference = memoryBlockReference;
    }

    /// <summary>Creates an argument on a place in memory that is known later.</summary>
    protected Argument(Func<MemoryBlockReference> memoryBlockReference) => ReferenceFactory = memoryBlockReference;

    /// <summary>The place in memory.</summary>
    public Func<MemoryBlockReference> MemoryBlockReference
    {
        get => ReferenceFactory ?? Resolve;
        set
        {
            ReferenceFactory = value;
            Reference = null;
        }
    }

    internal MemoryBlockReference? Reference { get; private set; }

    private Func<MemoryBlockReference>? ReferenceFactory { get; set; }

    internal MemoryBlockReference Resolve() => Reference ??= ReferenceFactory!();
}
