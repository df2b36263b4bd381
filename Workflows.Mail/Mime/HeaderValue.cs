using System.Buffers;

namespace Workflows.Mail.Mime;

/// <summary>The one gate against header injection: everything that ends in a header passes here.</summary>
internal static class HeaderValue
{
    // Tab is kept because pasted names contain it; it travels encoded, never as folding white space.
    private static readonly SearchValues<char> Forbidden = SearchValues.Create(
        string.Concat(Enumerable.Range(0, 32).Append(127).Where(c => c != '\t').Select(c => (char)c)));

    public static string Checked(string value, string name)
    {
        ArgumentNullException.ThrowIfNull(value, name);
        var at = value.AsSpan().IndexOfAny(Forbidden);
        return at < 0
            ? value
            : throw new ArgumentException(
                $"A header value cannot contain the control character U+{(int)value[at]:X4} (position {at}); line breaks would start a new header.",
                name);
    }

    public static string CheckedAscii(string value, string name)
    {
        Checked(value, name);
        return value.Length > 0 && value.All(c => c is > ' ' and < '\u007f')
            ? value
            : throw new ArgumentException("The value must be printable ASCII without blanks.", name);
    }
}
