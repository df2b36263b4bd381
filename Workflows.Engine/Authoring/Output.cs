namespace Workflows.Engine.Authoring;

/// <summary>Where an activity's output goes.</summary>
public class Output : Argument
{
    /// <summary>Creates an output that is only recorded for scripts.</summary>
    public Output()
        : this(new MemoryBlockReference())
    {
    }

    /// <summary>Sends the output to a variable.</summary>
    public Output(MemoryBlockReference memoryBlockReference)
        : base(memoryBlockReference)
    {
    }

    /// <summary>Sends the output to a variable that is known later.</summary>
    public Output(Func<MemoryBlockReference> memoryBlockReference)
        : base(memoryBlockReference)
    {
    }

    internal virtual Type ValueType => typeof(object);
}

/// <summary>Where an activity's typed output goes.</summary>
/// <typeparam name="T">Type of the output.</typeparam>
public class Output<T> : Output
{
    /// <summary>Creates an output that is only recorded for scripts.</summary>
    public Output()
    {
    }

    /// <summary>Sends the output to a variable.</summary>
    public Output(MemoryBlockReference memoryBlockReference)
        : base(memoryBlockReference)
    {
    }

    /// <summary>Sends the output to a variable that is known later.</summary>
    public Output(Func<MemoryBlockReference> memoryBlockReference)
        : base(memoryBlockReference)
    {
    }

    internal override Type ValueType => typeof(T);
}
