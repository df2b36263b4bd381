using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;

namespace Workflows.Engine.Authoring;

/// <summary>A value that lives in the workflow or in the container that declares it.</summary>
public class Variable : MemoryBlockReference
{
    /// <summary>Creates a variable without a name.</summary>
    public Variable()
    {
    }

    /// <summary>Creates a variable.</summary>
    public Variable(string name)
        : this(name, null)
    {
    }

    /// <summary>Creates a variable with a start value.</summary>
    public Variable(string name, object? value = null)
    {
        Name = name;
        Value = value;
    }

    /// <summary>Creates a variable with a start value and a fixed id.</summary>
    public Variable(string name, object? value = null, string? id = null)
        : this(name, value) => Id = id;

    /// <summary>Name that authors and scripts use.</summary>
    public string Name { get; set; } = string.Empty;

    /// <summary>Start value.</summary>
    public object? Value { get; set; }

    /// <summary>Elsa's storage driver; the engine keeps all variables in the instance's state.</summary>
    public Type? StorageDriverType { get; set; }

    /// <summary>Storage driver as the definition names it; kept for a faithful round trip.</summary>
    internal string? StorageDriverTypeName { get; set; }

    /// <summary>Type name as the definition states it; kept for a faithful round trip.</summary>
    internal string? DeclaredTypeName { get; set; }

    /// <inheritdoc />
    public override MemoryBlock Declare() => new(Value, this);
}

/// <summary>A typed variable.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public class Variable<T> : Variable
{
    /// <summary>Creates a variable without a name.</summary>
    public Variable()
    {
    }

    /// <summary>Creates a variable without a name.</summary>
    public Variable(T value) => Value = value;

    /// <summary>Creates a variable with a start value.</summary>
    public Variable(string name, T value)
        : base(name, value)
    {
    }

    /// <summary>Creates a variable with a start value and a fixed id.</summary>
    public Variable(string name, T value, string? id = null)
        : base(name, value, id)
    {
    }

    internal override Type ValueType => typeof(T);

    /// <summary>Reads the variable.</summary>
    public new T? Get(ActivityExecutionContext context) => context.Get<T>(this);

    /// <summary>Reads the variable.</summary>
    public new T? Get(ExpressionExecutionContext context) => context.Get<T>(this);

    /// <summary>Sets the storage driver.</summary>
    public Variable<T> WithStorageDriver<TDriver>()
    {
        StorageDriverType = typeof(TDriver);
        return this;
    }

    /// <summary>Sets the id.</summary>
    public Variable<T> WithId(string id)
    {
        Id = id;
        return this;
    }

    /// <summary>Sets the name.</summary>
    public Variable<T> WithName(string name)
    {
        Name = name;
        return this;
    }

    /// <summary>Sets the start value.</summary>
    public Variable<T> WithValue(T value)
    {
        Value = value;
        return this;
    }
}
