namespace Workflows.Engine.Execution;

/// <summary>An exception as data.</summary>
/// <param name="Type">Type name.</param>
/// <param name="Message">Message.</param>
/// <param name="StackTrace">Stack trace; null: unknown.</param>
/// <param name="InnerException">Its cause.</param>
public sealed record ExceptionState(string Type, string Message, string? StackTrace, ExceptionState? InnerException)
{
    /// <summary>Describes an exception.</summary>
    public static ExceptionState? From(Exception? exception) =>
        exception is null
            ? null
            : new ExceptionState(exception.GetType().FullName!, exception.Message, exception.StackTrace, From(exception.InnerException));
}
