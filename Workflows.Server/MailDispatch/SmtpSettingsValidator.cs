using Microsoft.Extensions.Options;
using Workflows.Mail.Dkim;
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

        CheckReturnPath(options, problems);
        CheckSigning(options, problems);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    private static void CheckReturnPath(SmtpSettings options, List<string> problems)
    {
        if ((options.ReturnPath is null) != (options.ReturnPathSecret is null))
        {
            problems.Add($"{SmtpSettings.Section}: ReturnPath and ReturnPathSecret belong together.");
        }
        else if (options.ReturnPath is not null)
        {
            try
            {
                _ = ReturnPaths.Of(options)!.Encode(Guid.Empty.ToString("N"));
            }
            catch (ArgumentException problem)
            {
                problems.Add($"{SmtpSettings.Section}:ReturnPath or its secret cannot be used: {problem.Message}");
            }
        }
    }

    private static void CheckSigning(SmtpSettings options, List<string> problems)
    {
        var given = new[] { options.DkimDomain, options.DkimSelector, options.DkimKeyFile }.Count(static value => value is not null);
        if (given is 1 or 2)
        {
            problems.Add($"{SmtpSettings.Section}: DkimDomain, DkimSelector and DkimKeyFile belong together.");
        }
        else if (given == 3)
        {
            try
            {
                using var key = DkimKey.FromPem(File.ReadAllText(options.DkimKeyFile!));
            }
            catch (Exception problem) when (problem is ArgumentException or IOException or UnauthorizedAccessException)
            {
                problems.Add($"{SmtpSettings.Section}:DkimKeyFile cannot be used: {problem.Message}");
            }
        }
    }
}
