using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Workflows.Server.SignIn;

/// <summary>
/// The text of an API key: <c>wf_</c> and 256 random bits. So much chance needs no slow hash; a plain SHA-256 is stored and
/// looked up by index.
/// </summary>
internal static class ApiKeyText
{
    public const string Mark = "wf_";
    public const int PrefixLength = 9;
    private const int SecretBytes = 32;
    private static readonly int Length = Mark.Length + Base64Url.GetEncodedLength(SecretBytes);

    public static string Make() => Mark + Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes));

    public static bool IsWellFormed(string key) =>
        key.Length == Length && key.StartsWith(Mark, StringComparison.Ordinal) && Ascii.IsValid(key);

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
