namespace Workflows.Engine.Durability.Bursts;

/// <summary>Prepares the service scope of a burst, e.g. says who acts for which tenant. Several may be registered.</summary>
public interface IBurstScopeSetup
{
    /// <summary>Called before the first activity runs.</summary>
    void Prepare(IServiceProvider services, Guid tenantId, Guid instanceId);

    /// <summary>Called after the burst has committed.</summary>
    void Committed(IServiceProvider services);
}
