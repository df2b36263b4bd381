using System.Buffers;

namespace Workflows.Mail.Dkim;

/// <summary>The relaxed canonical forms of RFC 6376 section 3.4.</summary>
internal static class DkimCanonical
{
    /// <summary>A field without its final CRLF: name in lower case, unfolded, runs of blanks as one, none at the ends.</summary>
    public static void Field(ReadOnlySpan<byte> field, ArrayBufferWriter<byte> output)
    {
        var target = output.GetSpan(field.Length + 1);
        var at = 0;
        var colon = field.IndexOf((byte)':');
        foreach (var b in field[..colon].TrimEnd(" \t"u8))
        {
            target[at++] = b is >= (byte)'A' and <= (byte)'Z' ? (byte)(b | 32) : b;
        }

        target[at++] = (byte)':';
        var start = at;
        var blank = false;
        foreach (var b in field[(colon + 1)..])
        {
            if (b is (byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n')
            {
                blank = true;
                continue;
            }

            if (blank && at > start)
            {
                target[at++] = (byte)' ';
            }

            blank = false;
            target[at++] = b;
        }

        output.Advance(at);
    }

    /// <summary>A body: no blanks at line ends, runs of blanks as one, no empty lines at the end.</summary>
    public static ReadOnlySpan<byte> Body(ReadOnlySpan<byte> body)
    {
        var result = new byte[body.Length + 2];
        var at = 0;
        var kept = 0;
        while (body.Length > 0)
        {
            var end = body.IndexOf("\r\n"u8);
            var line = end < 0 ? body : body[..end];
            body = end < 0 ? default : body[(end + 2)..];
            var blank = false;
            var start = at;
            foreach (var b in line)
            {
                if (b is (byte)' ' or (byte)'\t')
                {
                    blank = true;
                    continue;
                }

                if (blank)
                {
                    result[at++] = (byte)' ';
                    blank = false;
                }

                result[at++] = b;
            }

            var filled = at > start;
            result[at++] = (byte)'\r';
            result[at++] = (byte)'\n';
            kept = filled ? at : kept;
        }

        return result.AsSpan(0, kept);
    }
}
