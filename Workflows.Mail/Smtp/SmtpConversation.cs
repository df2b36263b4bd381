using System.Globalization;

namespace Workflows.Mail.Smtp;

/// <summary>The log of one session and one transaction, without secrets and without content.</summary>
internal sealed class SmtpConversation
{
    // Enough for any sane exchange; a server that talks endlessly must not fill our memory or the message log.
    private const int MaxLines = 400;
    private const int MaxLineLength = 600;
    private readonly List<string> _lines;

    public SmtpConversation() => _lines = new List<string>(12);

    private SmtpConversation(List<string> lines) => _lines = lines;

    public void Client(string command) => Add("C: ", command);

    public void Server(SmtpReply reply)
    {
        for (var i = 0; i < reply.Lines.Count; i++)
        {
            var separator = i == reply.Lines.Count - 1 ? ' ' : '-';
            Add("S: ", string.Create(CultureInfo.InvariantCulture, $"{reply.Code}{separator}{reply.Lines[i]}"));
        }
    }

    public void ServerSecret(SmtpReply reply) => Add("S: ", string.Create(CultureInfo.InvariantCulture, $"{reply.Code} ***"));

    public void Note(string text) => Add("*: ", text);

    /// <summary>A log for the next transaction that starts with this one's lines.</summary>
    public SmtpConversation Continue() => new([.. _lines]);

    public IReadOnlyList<string> Lines() => _lines;

    private void Add(string who, string text)
    {
        if (_lines.Count < MaxLines)
        {
            _lines.Add(who + (text.Length > MaxLineLength ? text[..MaxLineLength] + "…" : text));
        }
    }
}
