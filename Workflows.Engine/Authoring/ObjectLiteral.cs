using System.Text.Json;

namespace Workflows.Engine.Authoring;

/// <summary>A fixed value written as JSON.</summary>
public class ObjectLiteral : MemoryBlockReference
{
    /// <summary>Creates the value null.</summary>
    public ObjectLiteral()
    {
    }

    /// <summary>Creates a value from JSON.</summary>
    public ObjectLiteral(string? value) => Value = value;

    /// <summary>The JSON.</summary>
    public string? Value { get; }

    /// <summary>Writes a value as JSON.</summary>
    public static ObjectLiteral From<T>(T value) => new ObjectLiteral<T>(value);

    /// <inheritdoc />
    public override MemoryBlock Declare() => new(Value);
}

/// <summary>A typed fixed value written as JSON.</summary>
/// <typeparam name="T">Type of the value.</typeparam>
public class ObjectLiteral<T> : ObjectLiteral
{
    /// <summary>Writes a value as JSON.</summary>
    public ObjectLiteral(T value)
        : base(JsonSerializer.Serialize(value, Expressions.ValueConverter.Json))
    {
    }
}
