namespace Workflows.Mail.Smtp;

/// <summary>One run of a SASL mechanism.</summary>
internal abstract class SaslExchange
{
    /// <summary>Initial response; null when the server speaks first.</summary>
    public abstract byte[]? Initial { get; }

    /// <summary>Whether the client may accept a success now.</summary>
    public virtual bool IsComplete => true;

    /// <summary>The answer to a challenge.</summary>
    public abstract byte[] Next(byte[] challenge);
}
