namespace Workflows.Testing.Smtp;

/// <summary>The script wants the connection gone.</summary>
internal sealed class SinkDropException : Exception
{
    public SinkDropException()
    {
    }

    public SinkDropException(string message)
        : base(message)
    {
    }

    public SinkDropException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
