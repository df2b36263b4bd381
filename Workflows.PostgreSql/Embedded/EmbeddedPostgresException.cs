namespace Workflows.PostgreSql.Embedded;

/// <summary>
/// The private PostgreSQL cannot be found, created, started or reached. The message says what was looked for, where,
/// and what to do about it; it is meant to be shown to the person who started the server.
/// </summary>
public sealed class EmbeddedPostgresException : Exception
{
    /// <summary>Creates the exception with an instruction for the operator.</summary>
    /// <param name="message">What happened and what to do, in full sentences.</param>
    public EmbeddedPostgresException(string message)
        : base(message)
    {
    }

    /// <summary>Creates the exception with an instruction for the operator and the underlying cause.</summary>
    /// <param name="message">What happened and what to do, in full sentences.</param>
    /// <param name="innerException">What was thrown underneath.</param>
    public EmbeddedPostgresException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}
