using System.Reflection;

namespace Workflows.PostgreSql.Migrations;

/// <summary>
/// The migration files of one module, embedded in an assembly as <c>0001_name.up.sql</c> and, where there is a way
/// back, <c>0001_name.down.sql</c>. Modules are migrated in the order in which they are given to
/// <see cref="SqlMigrator"/>.
/// </summary>
/// <param name="Module">A short lower-case name, such as <c>engine</c>; part of the key of applied migrations.</param>
/// <param name="Assembly">The assembly with the embedded resources.</param>
/// <param name="ResourcePrefix">
/// What the resource names of this module begin with, such as <c>Workflows.Engine.Migrations.</c>. With
/// <c>&lt;EmbeddedResource Include="Migrations/**/*.sql" /&gt;</c> this is the room's namespace, the folder, and a dot.
/// </param>
public sealed record MigrationSource(string Module, Assembly Assembly, string ResourcePrefix)
{
    /// <summary>Reads the module's migrations, ordered by version.</summary>
    /// <exception cref="MigrationException">
    /// There are none, or the set is inconsistent; names every bad file.
    /// </exception>
    public IReadOnlyList<Migration> Load() => MigrationFiles.Read(
        Module,
        Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(ResourcePrefix, StringComparison.Ordinal)
                && name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name => (name[ResourcePrefix.Length..], Text(name))),
        $"the embedded resources {ResourcePrefix}*.sql of {Assembly.GetName().Name}");

    private string Text(string resource)
    {
        using var stream = Assembly.GetManifestResourceStream(resource)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
