using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Workflows.Mail.Mime;

/// <summary>Names derived from the key of a mail.</summary>
internal static class Boundary
{
    private const string Prefix = "=_";

    /// <summary>
    /// How a delimiter line starts. "=_" occurs in neither quoted-printable nor base64 (RFC 2045 section 6.7), and a plain part with
    /// such a line is not sent plain: so no content, not even one made by somebody who knows the key, can end a part.
    /// </summary>
    public static ReadOnlySpan<byte> LinePrefix => "--=_"u8;

    public static string Create(string key, int index) =>
        Prefix + Hash(string.Create(CultureInfo.InvariantCulture, $"boundary:{index}:{key}"))[..24];

    public static string MessageIdLeft(string key) => Hash("message-id:" + key)[..32];

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
