namespace Workflows.Server.Bursts;

/// <summary>Where definitions lie as files.</summary>
public sealed class DesignerExportOptions
{
    /// <summary>Configuration section these options bind to.</summary>
    public const string Section = "DesignerExports";

    /// <summary>Folder with definitions as Elsa JSON, loaded at start. Default: designer-exports beside the program.</summary>
    public string Directory { get; set; } = Path.Combine(AppContext.BaseDirectory, "designer-exports");
}
