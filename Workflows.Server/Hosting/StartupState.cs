namespace Workflows.Server.Hosting;

/// <summary>How far the start has come; readiness asks it.</summary>
internal sealed class StartupState
{
    private volatile bool _migrated;

    /// <summary>Whether the schema is what this server expects.</summary>
    public bool Migrated
    {
        get => _migrated;
        set => _migrated = value;
    }
}
