using System.Buffers.Binary;
using System.Text;

namespace Workflows.Testing.PostgreSql;

/// <summary>
/// Cuts what a PostgreSQL client sends into messages and says which statement each of them concerns, also when it was prepared
/// before and only its name is sent.
/// </summary>
internal sealed class ClientMessages
{
    // Requests for encryption come before the start-up message and look like it.
    private const int FirstRequestCode = 80877102;
    private readonly Dictionary<string, string> _prepared = new(StringComparer.Ordinal);
    private readonly List<byte> _rest = [];
    private bool _started;

    /// <summary>Takes bytes; gives the complete messages with their statements (null when they concern none).</summary>
    public IReadOnlyList<(byte[] Bytes, string? Statement)> Take(ReadOnlySpan<byte> bytes)
    {
        _rest.AddRange(bytes);
        var messages = new List<(byte[], string?)>();
        while (Length() is { } length && _rest.Count >= length)
        {
            var message = _rest.GetRange(0, length).ToArray();
            _rest.RemoveRange(0, length);
            messages.Add((message, _started ? StatementOf(message) : null));
            if (!_started)
            {
                _started = BinaryPrimitives.ReadInt32BigEndian(message.AsSpan(4)) < FirstRequestCode;
            }
        }

        return messages;
    }

    private int? Length()
    {
        var head = _started ? 1 : 0;
        if (_rest.Count < head + 4)
        {
            return null;
        }

        ReadOnlySpan<byte> size = [_rest[head], _rest[head + 1], _rest[head + 2], _rest[head + 3]];
        return head + BinaryPrimitives.ReadInt32BigEndian(size);
    }

    private string? StatementOf(byte[] message)
    {
        var body = Encoding.UTF8.GetString(message, 5, message.Length - 5).Split('\0');
        switch ((char)message[0])
        {
            case 'P':
                return _prepared[body[0]] = body[1];
            case 'B':
                return _prepared.GetValueOrDefault(body[1]);
            case 'Q':
                return body[0];
            default:
                return null;
        }
    }
}
