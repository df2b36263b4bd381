namespace Workflows.Engine.Expressions;

/// <summary>A value does not fit the type that is wanted.</summary>
public sealed class ValueConversionException : Exception
{
    /// <summary>Creates the exception.</summary>
    public ValueConversionException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public ValueConversionException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public ValueConversionException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
