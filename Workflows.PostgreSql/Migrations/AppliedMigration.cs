namespace Workflows.PostgreSql.Migrations;

/// <summary>A row of <c>schema_migrations</c>: a migration that the database has.</summary>
/// <param name="Module">The module.</param>
/// <param name="Version">The number.</param>
/// <param name="Name">The words of the file name when it was applied.</param>
/// <param name="Checksum">The checksum of the forward script when it was applied.</param>
/// <param name="AppliedAt">When, by the database's clock.</param>
public sealed record AppliedMigration(
    string Module, int Version, string Name, string Checksum, DateTimeOffset AppliedAt);
