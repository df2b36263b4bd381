namespace Workflows.Engine.Execution;

/// <summary>Marks activities whose effect leaves the database; the runtime commits before they run.</summary>
public interface IExternalEffect;
