using System.Buffers;
using System.Text;

namespace Workflows.Mail.Mime;

/// <summary>Writes header fields, folded at 78 columns where the syntax allows (RFC 5322 section 2.2.3).</summary>
internal sealed class HeaderWriter(ArrayBufferWriter<byte> output, bool utf8)
{
    private const int Width = 78;

    // RFC 2047 section 2: a line with an encoded word has at most 76 columns, the word itself at most 75.
    private const int EncodedWidth = 76;
    private int _column;

    /// <summary>Whether something stands on the current line besides the name or the folding blank.</summary>
    private bool _filled;

    /// <summary>A field of fixed words, separated by single blanks, never encoded.</summary>
    public void Words(string name, params IEnumerable<string> words)
    {
        Begin(name);
        foreach (var word in words)
        {
            Token(word);
        }

        End();
    }

    /// <summary>A field of free text: exactly <paramref name="text"/> after unfolding and decoding.</summary>
    public void Text(string name, string text)
    {
        Begin(name);
        FreeText(text);
        End();
    }

    public void Mailboxes(string name, IReadOnlyList<Mailbox> mailboxes)
    {
        if (mailboxes.Count == 0)
        {
            return;
        }

        Begin(name);
        for (var i = 0; i < mailboxes.Count; i++)
        {
            var comma = i == mailboxes.Count - 1 ? "" : ",";
            if (mailboxes[i].DisplayName is not { } display)
            {
                Token(mailboxes[i].Address + comma);
                continue;
            }

            Phrase(display);
            Token($"<{mailboxes[i].Address}>{comma}");
        }

        End();
    }

    /// <summary>A structured field with parameters (RFC 2045, RFC 2231).</summary>
    public void Parameterized(string name, string value, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        Begin(name);
        var pieces = new List<string> { value };
        foreach (var (parameter, text) in parameters)
        {
            ParameterEncoding.Append(pieces, parameter, text);
        }

        for (var i = 0; i < pieces.Count; i++)
        {
            Token(i == pieces.Count - 1 ? pieces[i] : pieces[i] + ";");
        }

        End();
    }

    private void Phrase(string display)
    {
        if (display.Length <= 60 && Ascii.IsValid(display) && !display.Contains("=?", StringComparison.Ordinal)
            && !display.Contains('\t', StringComparison.Ordinal))
        {
            // One token even with blanks inside: folding within quotes is legal but not understood everywhere.
            Token(display.All(c => MailAddressSyntax.IsAtomCharacter(c))
                ? display
                : "\"" + display.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal) + "\"");
            return;
        }

        Encoded(display);
    }

    private void FreeText(string text)
    {
        if (!CanStandPlain(text))
        {
            Encoded(text);
            return;
        }

        // Each piece is blanks and the word after them; a fold goes before the blanks, so that unfolding gives them back.
        var rest = text.AsSpan();
        var first = true;
        while (rest.Length > 0)
        {
            var blanks = rest.Length - rest.TrimStart(' ').Length;
            var word = rest[blanks..].IndexOf(' ');
            var length = word < 0 ? rest.Length : blanks + word;
            var piece = rest[..length];
            if (first)
            {
                Write(" ");
                first = false;
            }
            else if (_column + length > Width)
            {
                Write("\r\n");
                _column = 0;
            }

            Write(piece);
            _filled = true;
            rest = rest[length..];
        }
    }

    /// <summary>Whether text survives as it is: no word too long to fold around, no blanks at the ends, nothing that looks encoded.</summary>
    private static bool CanStandPlain(string text)
    {
        if (text.Length == 0)
        {
            return true;
        }

        if (text[0] == ' ' || text[^1] == ' ' || text.Contains("=?", StringComparison.Ordinal) || !Ascii.IsValid(text)
            || text.Contains('\t', StringComparison.Ordinal))
        {
            return false;
        }

        var start = 0;
        for (var i = 1; i <= text.Length; i++)
        {
            // A piece runs from its first blank to the next blank after a word.
            if (i == text.Length || (text[i] == ' ' && text[i - 1] != ' '))
            {
                if (i - start > Width - 2)
                {
                    return false;
                }

                start = i;
            }
        }

        return true;
    }

    private void Encoded(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var quoted = EncodedWord.QuotedLength(bytes) <= EncodedWord.Base64Length(bytes);
        var rest = bytes.AsSpan();
        while (rest.Length > 0)
        {
            // The blank before the word, or the one that folds, is on the line too.
            var room = EncodedWidth - _column - 1;
            var taken = EncodedWord.Fit(rest, quoted, room);
            if (taken == 0)
            {
                if (_column <= 1)
                {
                    throw new InvalidOperationException("An encoded word must fit a line of its own.");
                }

                Fold();
                continue;
            }

            Token(EncodedWord.Write(rest[..taken], quoted));
            rest = rest[taken..];
        }
    }

    private void Begin(string name)
    {
        _column = 0;
        _filled = false;
        Write(name);
        Write(":");
    }

    private void End()
    {
        if (!_filled && _column > 0)
        {
            // "Name: " and nothing: some parsers want the blank.
            Write(" ");
        }

        output.Write("\r\n"u8);
    }

    private void Token(string token)
    {
        if (_filled && _column + 1 + token.Length > Width)
        {
            Fold();
        }

        if (_column != 1 || _filled)
        {
            Write(" ");
        }

        Write(token);
        _filled = true;
    }

    /// <summary>Starts a continuation line; its leading blank is written here.</summary>
    private void Fold()
    {
        output.Write("\r\n "u8);
        _column = 1;
        _filled = false;
    }

    private void Write(ReadOnlySpan<char> text)
    {
        if (!utf8 && !Ascii.IsValid(text))
        {
            throw new ArgumentException($"'{MailAddressSyntax.Printable(text.ToString())}' must be ASCII here.", nameof(text));
        }

        _column += text.Length;
        Encoding.UTF8.GetBytes(text, output);
    }
}
