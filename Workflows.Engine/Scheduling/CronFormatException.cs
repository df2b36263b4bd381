namespace Workflows.Engine.Scheduling;

/// <summary>A cron expression cannot be read.</summary>
public sealed class CronFormatException : FormatException
{
    /// <summary>Creates the exception.</summary>
    public CronFormatException()
    {
    }

    /// <summary>Creates the exception.</summary>
    public CronFormatException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception.</summary>
    public CronFormatException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}
