using System.Globalization;

namespace Workflows.Mail.Smtp;

/// <summary>Enhanced mail system status code: class.subject.detail (RFC 3463).</summary>
/// <param name="Class">2 success, 4 persistent transient failure, 5 permanent failure.</param>
/// <param name="Subject">0 to 999; 1 addressing, 2 mailbox, 3 system, 4 network, 5 protocol, 6 content, 7 policy.</param>
/// <param name="Detail">0 to 999.</param>
public readonly record struct EnhancedStatusCode(int Class, int Subject, int Detail)
{
    /// <summary>Reads a code at the start of <paramref name="text"/>; it must end there or at a blank.</summary>
    /// <returns>Whether there was one.</returns>
    public static bool TryRead(ReadOnlySpan<char> text, out EnhancedStatusCode code)
    {
        code = default;
        var end = text.IndexOfAny(' ', '\t');
        var word = end < 0 ? text : text[..end];
        if (word.Length < 5 || word[0] is not ('2' or '4' or '5') || word[1] != '.')
        {
            return false;
        }

        var rest = word[2..];
        var dot = rest.IndexOf('.');
        if (dot is < 1 or > 3 || rest.Length - dot - 1 is < 1 or > 3
            || !int.TryParse(rest[..dot], NumberStyles.None, CultureInfo.InvariantCulture, out var subject)
            || !int.TryParse(rest[(dot + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var detail))
        {
            return false;
        }

        code = new EnhancedStatusCode(word[0] - '0', subject, detail);
        return true;
    }

    /// <summary>The dotted form, such as "5.1.1".</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Class}.{Subject}.{Detail}");
}
