using System.Globalization;
using System.Text;

namespace Workflows.Server.Hosting;

/// <summary>What a person sees when the server is up.</summary>
internal static class StartupBanner
{
    /// <summary>The text; the one-time password is shown here and nowhere else, and never goes through the log.</summary>
    public static string Text(IEnumerable<string> addresses, string database, string? oneTimePassword, string? seeded, TimeSpan took)
    {
        var text = new StringBuilder();
        text.AppendLine();
        text.Append("  Workflows is up after ").Append(took.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture)).AppendLine(" s");
        foreach (var address in addresses)
        {
            text.Append("  Console and API: ").AppendLine(address);
        }

        text.Append("  Database:        ").AppendLine(database);
        if (oneTimePassword is not null)
        {
            text.AppendLine("  Sign in as:      admin");
            text.Append("  One-time password (shown once, replace it at the first sign-in): ").AppendLine(oneTimePassword);
        }

        if (seeded is not null)
        {
            text.AppendLine(seeded);
        }

        return text.ToString();
    }
}
