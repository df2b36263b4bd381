namespace Workflows.Engine.Management;

/// <summary>Where definitions come from.</summary>
public static class DefinitionProviders
{
    /// <summary>Made or changed by people, in the database.</summary>
    public const string Database = "Database";

    /// <summary>Written in C#.</summary>
    public const string CSharp = "CSharp";

    /// <summary>A file of the folder designer-exports.</summary>
    public const string Files = "designer-exports";
}
