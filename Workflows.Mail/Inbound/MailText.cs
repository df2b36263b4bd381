using System.Text.RegularExpressions;

namespace Workflows.Mail.Inbound;

/// <summary>Finds addresses and message ids in text.</summary>
internal static partial class MailText
{
    public static string? FirstAddress(string text) => Addresses(text).FirstOrDefault();

    /// <summary>Addresses in the order they occur, domains in lower case.</summary>
    public static IEnumerable<string> Addresses(string text) =>
        AddressPattern().Matches(text).Select(m =>
        {
            var address = m.Groups["address"].Value.TrimEnd('.');
            var at = address.LastIndexOf('@');
            return address[..at] + address[at..].ToLowerInvariant();
        });

    public static IEnumerable<string> MessageIds(string text) => IdPattern().Matches(text).Select(m => m.Groups["id"].Value);

    [GeneratedRegex("""(?<![A-Za-z0-9.!#$%&'*+/=?^_`{|}~@-])(?<address>("[^"\n]{1,64}"|[A-Za-z0-9!#$%&'*+/=?^_`{|}~.-]{1,64})@(\[[0-9A-Fa-f.:IPv]+\]|[\p{L}\p{N}]([\p{L}\p{N}._-]{0,250}[\p{L}\p{N}])?))""", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex AddressPattern();

    [GeneratedRegex(@"<(?<id>[^<>\s]{1,250}@[^<>\s]{1,250})>", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex IdPattern();
}
