using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Authoring;

/// <summary>Names a place in a running workflow's memory.</summary>
public class MemoryBlockReference
{
    /// <summary>Creates a reference without an id; one is assigned when the workflow is compiled.</summary>
    public MemoryBlockReference()
    {
    }

    /// <summary>Creates a reference.</summary>
    public MemoryBlockReference(string id) => Id = id;

    /// <summary>Id of the place.</summary>
    public string? Id { get; set; }

    internal virtual Type ValueType => typeof(object);

    /// <summary>Creates the memory that the reference stands for.</summary>
    public virtual MemoryBlock Declare() => new();

    /// <summary>Whether the register holds the place.</summary>
    public bool IsDefined(MemoryRegister register) => register.HasBlock(RequireId());

    /// <summary>Reads the place.</summary>
    public object? Get(ExpressionExecutionContext context) => context.Get(this);

    /// <summary>Reads the place, converted.</summary>
    public T? Get<T>(ExpressionExecutionContext context) => context.Get<T>(this);

    /// <summary>Reads the place.</summary>
    public object? Get(ActivityExecutionContext context) => context.Get(this);

    /// <summary>Reads the place, converted.</summary>
    public T? Get<T>(ActivityExecutionContext context) => context.Get<T>(this);

    /// <summary>Reads the place if it exists.</summary>
    public bool TryGet(ExpressionExecutionContext context, out object? value) => context.TryGet(this, out value);

    /// <summary>Writes the place; declares it in the current scope if it does not exist.</summary>
    public void Set(ExpressionExecutionContext context, object? value, Action<MemoryBlock>? configure = null) => context.Set(this, value, configure);

    /// <summary>Writes the place; declares it in the current scope if it does not exist.</summary>
    public void Set(ActivityExecutionContext context, object? value) => context.Set(this, value);

    internal string RequireId() => Id ??= MemoryIds.Next();
}

/// <summary>Names a typed place in a running workflow's memory.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public class MemoryBlockReference<T> : MemoryBlockReference
{
    /// <summary>Creates a reference without an id.</summary>
    public MemoryBlockReference()
    {
    }

    /// <summary>Creates a reference.</summary>
    public MemoryBlockReference(string id)
        : base(id)
    {
    }

    internal override Type ValueType => typeof(T);
}
