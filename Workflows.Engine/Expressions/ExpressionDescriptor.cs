namespace Workflows.Engine.Expressions;

/// <summary>Describes an expression language to the designer and the engine.</summary>
public sealed class ExpressionDescriptor
{
    /// <summary>Name as stored in definitions.</summary>
    public required string Type { get; init; }

    /// <summary>Caption.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Whether definitions can store it.</summary>
    public bool IsSerializable { get; init; } = true;

    /// <summary>Whether the designer offers it.</summary>
    public bool IsBrowsable { get; init; } = true;

    /// <summary>What the designer needs, such as MonacoLanguage.</summary>
    public IDictionary<string, object> Properties { get; init; } = new Dictionary<string, object>();

    /// <summary>Evaluates the language.</summary>
    public required IExpressionHandler Handler { get; init; }
}
