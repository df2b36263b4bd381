namespace Workflows.Engine.Execution;

/// <summary>A business failure that a workflow raises itself.</summary>
public sealed class FaultException : Exception
{
    /// <summary>Creates a fault.</summary>
    public FaultException()
    {
    }

    /// <summary>Creates a fault.</summary>
    public FaultException(string message)
        : base(message)
    {
    }

    /// <summary>Creates a fault.</summary>
    public FaultException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    /// <summary>Creates a fault.</summary>
    public FaultException(string code, string category, string type, string? message)
        : base(message)
    {
        Code = code;
        Category = category;
        Type = type;
    }

    /// <summary>Code of the fault.</summary>
    public string Code { get; } = string.Empty;

    /// <summary>Category of the fault.</summary>
    public string Category { get; } = string.Empty;

    /// <summary>Type of the fault.</summary>
    public string Type { get; } = string.Empty;
}
