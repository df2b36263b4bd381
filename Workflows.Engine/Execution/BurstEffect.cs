namespace Workflows.Engine.Execution;

/// <summary>What must happen outside the instance when its burst commits.</summary>
public abstract record BurstEffect;
