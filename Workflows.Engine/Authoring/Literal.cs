namespace Workflows.Engine.Authoring;

/// <summary>A fixed value.</summary>
public class Literal : MemoryBlockReference
{
    /// <summary>Creates the value null.</summary>
    public Literal()
    {
    }

    /// <summary>Creates a fixed value.</summary>
    public Literal(object? value, string? id = null)
    {
        Value = value;
        Id = id;
    }

    /// <summary>The value.</summary>
    public object? Value { get; }

    /// <summary>Creates a fixed value.</summary>
    public static Literal From<T>(T value) => new Literal<T>(value);

    /// <inheritdoc />
    public override MemoryBlock Declare() => new(Value);
}

/// <summary>A typed fixed value.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public class Literal<T> : Literal
{
    /// <summary>Creates the default value.</summary>
    public Literal()
        : base(default(T))
    {
    }

    /// <summary>Creates a fixed value.</summary>
    public Literal(T value, string? id = null)
        : base(value, id)
    {
    }
}
