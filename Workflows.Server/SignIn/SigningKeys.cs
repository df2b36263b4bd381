using System.Security.Cryptography;
using System.Text;

namespace Workflows.Server.SignIn;

/// <summary>The key that signs tokens and those that are accepted: at most two, so that keys can be changed without signing people out.</summary>
internal sealed class SigningKeys
{
    /// <summary>Fewest bytes of a key (RFC 7518 section 3.2: at least the size of the hash).</summary>
    public const int MinimumBytes = 32;

    /// <summary>Name of the file in the data directory.</summary>
    public const string FileName = "jwt.key";

    private static readonly string[] SampleMarks = ["changeme", "change-me", "change_me", "your-secret", "your_secret", "example", "sample"];

    public SigningKeys(byte[] signing, byte[]? previous = null)
    {
        Signing = signing;
        Accepted = previous is null ? [signing] : [signing, previous];
    }

    public byte[] Signing { get; }

    public IReadOnlyList<byte[]> Accepted { get; }

    /// <summary>Takes the configured keys, or the one in the data directory, which is made at the first start.</summary>
    /// <exception cref="InvalidOperationException">A configured key is too short, or a sample value in production.</exception>
    public static SigningKeys Load(SignInOptions options, string dataDirectory, bool isProduction) => new(
        options.JwtSecret is { } secret ? Checked(secret, nameof(options.JwtSecret), isProduction) : FromFile(dataDirectory),
        options.PreviousJwtSecret is { } previous ? Checked(previous, nameof(options.PreviousJwtSecret), isProduction) : null);

    /// <summary>Why a configured key cannot be used; null when it can. Never repeats the key, which must not reach a log.</summary>
    public static string? Refusal(string secret, string name, bool isProduction)
    {
        var bytes = Encoding.UTF8.GetByteCount(secret);
        if (bytes < MinimumBytes)
        {
            return $"{SignInOptions.Section}:{name} has {bytes} bytes; a signing key needs at least {MinimumBytes}.";
        }

        return isProduction && (secret.Distinct().Count() < 8
            || Array.Exists(SampleMarks, mark => secret.Contains(mark, StringComparison.OrdinalIgnoreCase)))
            ? $"{SignInOptions.Section}:{name} looks like a sample value; make a random one."
            : null;
    }

    private static byte[] Checked(string secret, string name, bool isProduction) =>
        Refusal(secret, name, isProduction) is { } problem
            ? throw new InvalidOperationException(problem)
            : Encoding.UTF8.GetBytes(secret);

    private static byte[] FromFile(string dataDirectory)
    {
        Directory.CreateDirectory(dataDirectory);
        var path = Path.Combine(dataDirectory, FileName);
        if (!File.Exists(path))
        {
            WriteNew(dataDirectory, path);
        }

        byte[] key;
        try
        {
            key = Convert.FromHexString(File.ReadAllText(path).Trim());
        }
        catch (FormatException)
        {
            key = [];
        }

        return key.Length >= MinimumBytes
            ? key
            : throw new InvalidOperationException($"{path} holds no signing key; delete it to have a new one made.");
    }

    private static void WriteNew(string dataDirectory, string path)
    {
        // Written aside and moved without overwriting: of two servers that start together one wins, and both read its key.
        var draft = Path.Combine(dataDirectory, $"{FileName}.{Environment.ProcessId}.{Guid.CreateVersion7():N}");
        var create = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        using (var file = new StreamWriter(draft, Encoding.ASCII, create))
        {
            file.WriteLine(Convert.ToHexString(RandomNumberGenerator.GetBytes(64)));
        }

        try
        {
            File.Move(draft, path, overwrite: false);
        }
        catch (IOException) when (File.Exists(path))
        {
            File.Delete(draft);
        }
    }
}
