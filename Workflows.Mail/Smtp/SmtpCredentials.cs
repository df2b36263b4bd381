namespace Workflows.Mail.Smtp;

/// <summary>Who logs in, and with what. Never prints its secret.</summary>
public sealed class SmtpCredentials
{
    private readonly Func<CancellationToken, ValueTask<string>> _secret;

    private SmtpCredentials(string user, bool isAccessToken, Func<CancellationToken, ValueTask<string>> secret)
    {
        User = user;
        IsAccessToken = isAccessToken;
        _secret = secret;
    }

    /// <summary>The login name.</summary>
    public string User { get; }

    /// <summary>Whether the secret is an OAuth 2.0 access token.</summary>
    public bool IsAccessToken { get; }

    /// <summary>A name with a password.</summary>
    /// <exception cref="ArgumentException">The name or password is empty or contains NUL.</exception>
    public static SmtpCredentials Password(string user, string password)
    {
        Check(user, nameof(user));
        Check(password, nameof(password));
        return new SmtpCredentials(user, isAccessToken: false, _ => ValueTask.FromResult(password));
    }

    /// <summary>A name with an access token, asked for at each login so that it can be renewed.</summary>
    /// <exception cref="ArgumentException">The name is empty or contains NUL.</exception>
    public static SmtpCredentials AccessToken(string user, Func<CancellationToken, ValueTask<string>> token)
    {
        Check(user, nameof(user));
        ArgumentNullException.ThrowIfNull(token);
        return new SmtpCredentials(user, isAccessToken: true, token);
    }

    /// <summary>The name and stars.</summary>
    public override string ToString() => $"{User}:***";

    internal ValueTask<string> SecretAsync(CancellationToken cancellationToken) => _secret(cancellationToken);

    private static void Check(string value, string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(value, name);
        if (value.AsSpan().ContainsAny("\0\r\n\u0001"))
        {
            throw new ArgumentException("Control characters cannot be part of credentials.", name);
        }
    }
}
