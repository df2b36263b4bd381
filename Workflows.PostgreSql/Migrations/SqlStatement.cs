namespace Workflows.PostgreSql.Migrations;

/// <summary>One statement of a script, and the line of the file on which it begins.</summary>
internal sealed record SqlStatement(string Text, int Line);
