using System.Collections.Concurrent;

namespace Workflows.Engine.Durability.Storage;

/// <summary>The engine's SQL statements, one embedded file each (<c>Durability/Sql/*.sql</c>), by file name.</summary>
internal static class EngineSql
{
    private static readonly ConcurrentDictionary<string, string> Texts = new(StringComparer.Ordinal);

    public static string Get(string name) => Texts.GetOrAdd(name, static n =>
    {
        using var stream = typeof(EngineSql).Assembly.GetManifestResourceStream($"Workflows.Engine.Sql.{n}")
            ?? throw new InvalidOperationException($"No SQL statement is named '{n}'.");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    });
}
