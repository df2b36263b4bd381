using System.Buffers;
using System.Text;

namespace Workflows.Mail.Mime;

/// <summary>A node of the MIME tree, ready to be written.</summary>
internal sealed class BodyPart
{
    private readonly Action<HeaderWriter> _headers;
    private readonly Action<ArrayBufferWriter<byte>> _content;

    private BodyPart(Action<HeaderWriter> headers, Action<ArrayBufferWriter<byte>> content)
    {
        _headers = headers;
        _content = content;
    }

    public static BodyPart Text(
        string type, byte[] canonical, bool allow8Bit, params (string Name, string Value)[] parameters)
    {
        var encoding = ContentEncoding.Choose(canonical, allow8Bit);
        return new BodyPart(
            headers =>
            {
                headers.Parameterized("Content-Type", type, parameters);
                headers.Words("Content-Transfer-Encoding", ContentEncoding.Name(encoding));
            },
            output => ContentEncoding.Write(canonical, encoding, output));
    }

    public static BodyPart File(MailAttachment file, bool inline)
    {
        var type = file.ContentType;
        var content = file.Content;
        var encoding = TransferEncoding.Base64;
        if (type.StartsWith("message/", StringComparison.OrdinalIgnoreCase))
        {
            // RFC 2046 section 5.2.1 forbids encoding a message: it goes plain when it can, else as a file like any other.
            var canonical = ContentEncoding.Canonical(Encoding.Latin1.GetString(content.Span));
            if (Ascii.IsValid(content.Span) && ContentEncoding.Choose(canonical, allow8Bit: false) == TransferEncoding.SevenBit)
            {
                content = canonical;
                encoding = TransferEncoding.SevenBit;
            }
            else
            {
                type = "application/octet-stream";
            }
        }

        return new BodyPart(
            headers =>
            {
                headers.Parameterized("Content-Type", type, ("name", file.FileName));
                headers.Words("Content-Transfer-Encoding", ContentEncoding.Name(encoding));
                headers.Parameterized("Content-Disposition", inline ? "inline" : "attachment", ("filename", file.FileName));
                if (file.ContentId is { } id)
                {
                    headers.Words("Content-ID", $"<{id}>");
                }
            },
            output => ContentEncoding.Write(content.Span, encoding, output));
    }

    public static BodyPart Multipart(string subtype, string boundary, IReadOnlyList<BodyPart> parts)
    {
        return new BodyPart(
            headers => headers.Parameterized("Content-Type", $"multipart/{subtype}", ("boundary", boundary)),
            output =>
            {
                var delimiter = Encoding.ASCII.GetBytes($"\r\n--{boundary}");

                // The empty line after the header is the CRLF in front of the first delimiter.
                var first = true;
                foreach (var part in parts)
                {
                    output.Write(first ? delimiter.AsSpan(2) : delimiter);
                    output.Write("\r\n"u8);
                    first = false;
                    part.Write(new HeaderWriter(output, utf8: false), output);
                }

                output.Write(delimiter);
                output.Write("--\r\n"u8);
            });
    }

    public void Write(HeaderWriter headers, ArrayBufferWriter<byte> output)
    {
        _headers(headers);
        output.Write("\r\n"u8);
        _content(output);
    }
}
