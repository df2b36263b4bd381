using System.Text;
using Workflows.Mail.Inbound;

namespace Workflows.Server.MailDispatch;

/// <summary>The return paths that tell mails apart, as the settings have it.</summary>
internal static class ReturnPaths
{
    /// <summary>The scheme; null when bounces go to the sender.</summary>
    /// <exception cref="ArgumentException">The address is malformed or the secret too short.</exception>
    public static VerpAddress? Of(SmtpSettings settings) =>
        settings is { ReturnPath: { } address, ReturnPathSecret: { } secret } ? new VerpAddress(address, Encoding.UTF8.GetBytes(secret)) : null;
}
