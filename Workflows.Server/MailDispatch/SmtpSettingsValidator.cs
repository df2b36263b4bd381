using Microsoft.Extensions.Options;
using Workflows.Mail.Mime;

namespace Workflows.Server.MailDispatch;

/// <summary>What must be right before the first mail is handed over. Messages name settings, never their secrets.</summary>
internal sealed class SmtpSettingsValidator : IValidateOptions<SmtpSettings>
{
    public ValidateOptionsResult Validate(string? name, SmtpSettings options)
    {
        if (!options.IsConfigured)
        {
            return ValidateOptionsResult.Success;
        }

        var problems = new List<string>();
        if (!MailAddressSyntax.TryNormalize(options.From, out _))
        {
            problems.Add($"{SmtpSettings.Section}:From must be the sender's mail address.");
        }

        if (options.ReplyTo is not null && !MailAddressSyntax.TryNormalize(options.ReplyTo, out _))
        {
            problems.Add($"{SmtpSettings.Section}:ReplyTo is not a mail address.");
        }

        if (string.IsNullOrEmpty(options.Username) != string.IsNullOrEmpty(options.Password))
        {
            problems.Add($"{SmtpSettings.Section}: Username and Password belong together.");
        }

        if (options.TrustedRootsFile is { } file && !File.Exists(file))
        {
            problems.Add($"{SmtpSettings.Section}:TrustedRootsFile {file} does not exist.");
        }

        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
