namespace Workflows.Domain.Shared.Messages;

/// <summary>A mail template is missing, does not parse, or failed with the given model. The message says where.</summary>
public sealed class MailTemplateException(string message, Exception? innerException = null) : Exception(message, innerException);
