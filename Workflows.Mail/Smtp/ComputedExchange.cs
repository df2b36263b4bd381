namespace Workflows.Mail.Smtp;

/// <summary>One answer computed from one challenge.</summary>
internal sealed class ComputedExchange(Func<byte[], byte[]> answer) : SaslExchange
{
    private bool _done;

    public override byte[]? Initial => null;

    public override byte[] Next(byte[] challenge)
    {
        if (_done)
        {
            throw new SmtpSessionException("The server asks for more than the mechanism has.");
        }

        _done = true;
        return answer(challenge);
    }
}
