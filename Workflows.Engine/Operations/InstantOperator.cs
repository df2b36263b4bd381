namespace Workflows.Engine.Operations;

/// <summary>Comparisons of instants.</summary>
public enum InstantOperator
{
    /// <summary>Equal.</summary>
    Is,

    /// <summary>Not equal.</summary>
    IsNot,

    /// <summary>Earlier.</summary>
    LessThan,

    /// <summary>Later.</summary>
    GreaterThan,

    /// <summary>Not later.</summary>
    LessThanOrEqual,

    /// <summary>Not earlier.</summary>
    GreaterThanOrEqual,
}
