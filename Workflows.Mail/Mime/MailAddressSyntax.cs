using System.Globalization;
using System.Text;

namespace Workflows.Mail.Mime;

/// <summary>Checks addresses (RFC 5321 section 4.1.2, RFC 6531) and brings them into the form used on the wire.</summary>
public static class MailAddressSyntax
{
    private static readonly IdnMapping Idn = new() { AllowUnassigned = false, UseStd3AsciiRules = true };

    /// <summary>
    /// The wire form of an address: a domain that is not ASCII becomes A-labels (RFC 5890), unless the local part is not ASCII
    /// either, which keeps the address whole for SMTPUTF8.
    /// </summary>
    /// <exception cref="ArgumentException">Not an address. Line breaks and other control characters never are part of one.</exception>
    public static string Normalize(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        return Check(address, out var normal) is { } problem
            ? throw new ArgumentException($"'{Printable(address)}' is not a mail address: {problem}.", nameof(address))
            : normal;
    }

    /// <summary>As <see cref="Normalize"/>, without the exception.</summary>
    public static bool TryNormalize(string? address, out string normal)
    {
        normal = "";
        return address is not null && Check(address, out normal) is null;
    }

    internal static string Printable(string text) => string.Concat(text.Take(80).Select(c => char.IsControl(c) ? '?' : c));

    private static string? Check(string address, out string normal)
    {
        normal = "";
        var at = address.LastIndexOf('@');
        if (at <= 0 || at == address.Length - 1)
        {
            return "it needs a local part, '@' and a domain";
        }

        var local = address[..at];
        var domain = address[(at + 1)..];
        if (address.Any(char.IsControl) || HasLoneSurrogate(address))
        {
            return "control characters are not allowed";
        }

        if (Encoding.UTF8.GetByteCount(local) > 64)
        {
            return "the local part has more than 64 octets";
        }

        if (!(local[0] == '"' ? IsQuoted(local) : IsDotAtom(local)))
        {
            return "the local part is malformed";
        }

        if (domain[0] == '[')
        {
            if (!IsLiteral(domain))
            {
                return "the address literal is malformed";
            }
        }
        else if (ToAscii(domain) is not { } ascii)
        {
            return "the domain is malformed";
        }
        else if (Ascii.IsValid(local))
        {
            domain = ascii;
        }

        normal = local + "@" + domain;
        return Encoding.UTF8.GetByteCount(normal) > 254 ? "it has more than 254 octets" : null;
    }

    internal static string? ToAscii(string domain)
    {
        try
        {
            var ascii = Ascii.IsValid(domain) ? domain : Idn.GetAscii(domain);
            return ascii.Length <= 253 && ascii.Split('.').All(IsLabel) ? ascii : null;
        }
        catch (ArgumentException)
        {
            // The only way IdnMapping reports a malformed name.
            return null;
        }
    }

    private static bool IsLabel(string label) =>
        label.Length is > 0 and <= 63 && label[0] != '-' && label[^1] != '-'
        && label.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');

    private static bool IsDotAtom(string local) =>
        local.Split('.').All(atom => atom.Length > 0 && atom.All(IsAtomCharacter));

    internal static bool IsAtomCharacter(char c) =>
        char.IsAsciiLetterOrDigit(c) || "!#$%&'*+-/=?^_`{|}~".Contains(c, StringComparison.Ordinal) || (c > 0x9f && !char.IsWhiteSpace(c));

    private static bool IsQuoted(string local)
    {
        if (local.Length < 2 || local[^1] != '"')
        {
            return false;
        }

        for (var i = 1; i < local.Length - 1; i++)
        {
            if (local[i] == '\\')
            {
                i++;
                if (i == local.Length - 1)
                {
                    return false;
                }
            }
            else if (local[i] == '"')
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLiteral(string domain)
    {
        if (domain[^1] != ']')
        {
            return false;
        }

        var inner = domain[1..^1];
        return inner.StartsWith("IPv6:", StringComparison.OrdinalIgnoreCase)
            ? System.Net.IPAddress.TryParse(inner.AsSpan(5), out var six) && six.AddressFamily == System.Net.Sockets.AddressFamily.InterNetworkV6
            : inner.Count(c => c == '.') == 3 && System.Net.IPAddress.TryParse(inner, out _);
    }

    private static bool HasLoneSurrogate(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune == Rune.ReplacementChar)
            {
                return true;
            }
        }

        return false;
    }
}
