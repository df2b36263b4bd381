using Microsoft.Extensions.DependencyInjection;
using Workflows.Engine.Durability.Storage;
using Workflows.Engine.Durability.Transactions;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>Opens the service scope of a burst.</summary>
internal sealed class BurstScopes(IServiceScopeFactory factory, IEnumerable<IBurstScopeSetup> setups, EngineDataSource database)
{
    private readonly IBurstScopeSetup[] _setups = [.. setups];

    public BurstScope Begin(Guid tenantId, Guid instanceId)
    {
        var scope = factory.CreateAsyncScope();
        var accessor = scope.ServiceProvider.GetRequiredService<BurstAccessor>();
        accessor.Transaction = new BurstTransaction(database);
        accessor.InstanceId = instanceId;
        foreach (var setup in _setups)
        {
            setup.Prepare(scope.ServiceProvider, tenantId, instanceId);
        }

        return new BurstScope(scope, accessor.Transaction, _setups);
    }
}
