using System.Security.Cryptography;
using System.Text;

namespace Workflows.PostgreSql.Migrations;

/// <summary>The text of one migration file.</summary>
public sealed class MigrationScript
{
    private const string NoTransactionHeader = "-- no-transaction";

    /// <summary>
    /// Takes the text of a file; line ends count as LF, so that a checkout's settings change no checksum.
    /// </summary>
    /// <param name="text">The file's text.</param>
    public MigrationScript(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        Text = text.ReplaceLineEndings("\n");
        Checksum = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Text)));
        InTransaction = !Text.Split('\n')
            .TakeWhile(line => line.Length == 0 || line.StartsWith("--", StringComparison.Ordinal))
            .Any(line => string.Equals(line.TrimEnd(), NoTransactionHeader, StringComparison.Ordinal));
    }

    /// <summary>The statements.</summary>
    public string Text { get; }

    /// <summary>SHA-256 of the text, in lower-case hex.</summary>
    public string Checksum { get; }

    /// <summary>
    /// False when the comment <c>-- no-transaction</c> stands above the first statement. Such a script runs statement
    /// by statement (for <c>create index concurrently</c>); when it fails half way it runs again from its start, so
    /// each of its statements must be repeatable (<c>if not exists</c>).
    /// </summary>
    public bool InTransaction { get; }

    /// <summary>The script cut into its statements.</summary>
    internal IReadOnlyList<SqlStatement> Statements => StatementSplitter.Split(Text);
}
