using System.Globalization;
using System.Text;

namespace Workflows.PostgreSql.Embedded;

/// <summary>
/// The settings of the private cluster. Durability stays on: fsync and synchronous_commit are never touched here.
/// </summary>
internal static class ClusterSettings
{
    private const long Megabyte = 1024 * 1024;
    private const long LeastBuffers = 128;
    private const long MostBuffers = 512;

    /// <summary>
    /// The text of <c>workflows.conf</c>, which postgresql.conf includes; <c>alter system</c> still wins over it.
    /// </summary>
    public static string Text(IReadOnlyDictionary<string, string> overrides)
    {
        var settings = Defaults(GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / Megabyte);
        foreach (var (name, value) in overrides)
        {
            settings[name] = value;
        }

        var text = new StringBuilder("# Written by the server at each start. Use `alter system` for settings of your own.\n");
        foreach (var (name, value) in settings)
        {
            text.Append(name).Append(" = '").Append(value.Replace("'", "''", StringComparison.Ordinal)).Append("'\n");
        }

        return text.ToString();
    }

    internal static SortedDictionary<string, string> Defaults(long memoryMegabytes)
    {
        var buffers = Math.Clamp(memoryMegabytes / 4, LeastBuffers, MostBuffers);
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["listen_addresses"] = "127.0.0.1",
            ["password_encryption"] = "scram-sha-256",
            ["max_connections"] = "200",
            // Partitioned history locks one entry per partition and index.
            ["max_locks_per_transaction"] = "256",
            ["shared_buffers"] = Mega(buffers),
            ["effective_cache_size"] = Mega(Math.Max(buffers, memoryMegabytes / 2)),
            ["work_mem"] = "8MB",
            ["maintenance_work_mem"] = "128MB",
            ["wal_compression"] = "on",
            // Rare, spread checkpoints: full page images after each are the larger part of WAL.
            ["checkpoint_timeout"] = "15min",
            ["max_wal_size"] = "2GB",
            ["min_wal_size"] = "256MB",
            ["random_page_cost"] = "1.1",
            // Our statements are short; compiling them costs more than it gains.
            ["jit"] = "off",
            ["timezone"] = "UTC",
            ["log_timezone"] = "UTC",
            ["lc_messages"] = "C",
            // Statements can carry personal data; the log keeps errors without them.
            ["log_min_error_statement"] = "panic",
            ["log_line_prefix"] = "%m [%p] ",
        };
        if (!OperatingSystem.IsWindows())
        {
            settings["unix_socket_directories"] = string.Empty;
        }

        return settings;
    }

    private static string Mega(long megabytes) => megabytes.ToString(CultureInfo.InvariantCulture) + "MB";
}
