using System.Text;

namespace Workflows.Mail.Smtp;

internal sealed partial class SmtpConnection
{
    private async Task AuthenticateAsync(SmtpCredentials credentials, CancellationToken cancellationToken)
    {
        var mechanism = Choose(credentials);
        var name = mechanism.Name;
        var secret = await SecretAsync(credentials, cancellationToken);
        var exchange = mechanism.Start(credentials.User, secret);
        var initial = exchange.Initial;
        var command = initial is null ? $"AUTH {name}" : $"AUTH {name} {(initial.Length == 0 ? "=" : Convert.ToBase64String(initial))}";
        _session.Client(initial is null ? command : $"AUTH {name} ***");
        var reply = await ExchangeAsync(command, cancellationToken);
        while (reply.Code == 334)
        {
            _session.ServerSecret(reply);
            byte[] answer;
            try
            {
                answer = exchange.Next(Convert.FromBase64String(reply.Lines[^1].Trim()));
            }
            catch (Exception e) when (e is FormatException or SmtpSessionException)
            {
                throw new SmtpSessionException(SubmissionStage.Authentication, $"{name}: {e.Message}", inner: e);
            }

            _session.Client("***");
            reply = await ExchangeAsync(Convert.ToBase64String(answer), cancellationToken);
        }

        _session.Server(reply);
        if (reply.Code != 235)
        {
            throw new SmtpSessionException(SubmissionStage.Authentication, $"The server refused the login of {credentials.User}.", reply);
        }

        if (!exchange.IsComplete)
        {
            throw new SmtpSessionException(SubmissionStage.Authentication, $"{name}: the server did not prove that it knows the password.");
        }
    }

    private static async Task<string> SecretAsync(SmtpCredentials credentials, CancellationToken cancellationToken)
    {
        try
        {
            return await credentials.SecretAsync(cancellationToken);
        }
        catch (Exception e) when (e is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The token service is the caller's code; its trouble is a mail not sent, like that of the server.
            throw new SmtpSessionException(
                SubmissionStage.Authentication, $"No access token for {credentials.User}: {e.GetType().Name}.", inner: e);
        }
    }

    private SaslMechanism Choose(SmtpCredentials credentials)
    {
        var wanted = _options.Authentication == SmtpAuthentication.Automatic
            ? SaslMechanism.Preferred(credentials.IsAccessToken)
            : [SaslMechanism.For(_options.Authentication)];
        var offered = wanted.Where(m => _server.Mechanisms.Contains(m.Name)).ToList();
        var usable = offered.Find(m => _secure || _options.AllowSecretsInClear || !m.RevealsSecret);
        if (usable is not null)
        {
            return usable;
        }

        throw new SmtpSessionException(
            SubmissionStage.Authentication,
            offered.Count > 0
                ? $"Only {string.Join(", ", offered.Select(m => m.Name))} could be used, which would show the secret outside TLS."
                : $"The server offers none of {string.Join(", ", wanted.Select(m => m.Name))}.");
    }

    private async Task<SmtpReply> ExchangeAsync(string line, CancellationToken cancellationToken)
    {
        await _wire.WriteAsync(
            Encoding.ASCII.GetBytes(line + "\r\n"), SubmissionStage.Authentication, _options.Timeouts.Command, cancellationToken);
        return await _wire.ReadReplyAsync(SubmissionStage.Authentication, _options.Timeouts.Command, cancellationToken);
    }
}
