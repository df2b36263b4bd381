using System.Text;

namespace Workflows.Mail.Smtp;

/// <summary>Answers known beforehand, whatever the challenge.</summary>
internal sealed class FixedExchange(bool initial, params string[] answers) : SaslExchange
{
    private int _next = initial ? 1 : 0;

    public override byte[]? Initial => initial ? Encoding.UTF8.GetBytes(answers[0]) : null;

    public override byte[] Next(byte[] challenge) =>
        _next < answers.Length
            ? Encoding.UTF8.GetBytes(answers[_next++])
            : throw new SmtpSessionException("The server asks for more than the mechanism has.");
}
