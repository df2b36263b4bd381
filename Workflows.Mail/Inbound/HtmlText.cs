using System.Net;
using System.Text.RegularExpressions;

namespace Workflows.Mail.Inbound;

/// <summary>The words of an HTML body.</summary>
internal static partial class HtmlText
{
    public static string Plain(string html) =>
        WebUtility.HtmlDecode(Tag().Replace(LineEnd().Replace(Invisible().Replace(html, " "), "\n"), " "));

    [GeneratedRegex(
        @"<(?<name>style|script|head)\b.*?</\k<name>\s*>",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Invisible();

    [GeneratedRegex(
        @"<(br|/p|/div|/tr|/li|/h\d)\b[^>]*>",
        RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LineEnd();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();
}
