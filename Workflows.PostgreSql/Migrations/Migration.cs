namespace Workflows.PostgreSql.Migrations;

/// <summary>One step of a module's schema, forward and, where there is a way, back.</summary>
/// <param name="Module">The module, such as <c>engine</c>.</param>
/// <param name="Version">Its number, from 1. Gaps are allowed: numbers are reserved in ranges for work that goes on at the same time.</param>
/// <param name="Name">The words of the file name, such as <c>runs</c>.</param>
/// <param name="Up">The statements forward.</param>
/// <param name="Down">The statements back; null when there is no way back.</param>
public sealed record Migration(string Module, int Version, string Name, MigrationScript Up, MigrationScript? Down)
{
    /// <inheritdoc/>
    public override string ToString() => $"{Module} {Version:0000}_{Name}";
}
