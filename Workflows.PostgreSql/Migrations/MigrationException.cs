namespace Workflows.PostgreSql.Migrations;

/// <summary>
/// The migrations and the database do not fit: a changed or missing file, a version the database does not have yet,
/// or a statement that failed. The message names module, version and remedy.
/// </summary>
public sealed class MigrationException : Exception
{
    /// <summary>Creates the exception.</summary>
    /// <param name="message">What does not fit and what to do.</param>
    public MigrationException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with its cause.</summary>
    /// <param name="message">What does not fit and what to do.</param>
    /// <param name="innerException">What was thrown underneath.</param>
    public MigrationException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
