using Microsoft.Extensions.DependencyInjection;
using Workflows.Engine.Durability.Transactions;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>The services and the transaction of one burst; disposing rolls back what is not committed.</summary>
internal sealed class BurstScope(AsyncServiceScope scope, BurstTransaction transaction, IBurstScopeSetup[] setups) : IAsyncDisposable
{
    public IServiceProvider Services => scope.ServiceProvider;

    public BurstTransaction Transaction { get; } = transaction;

    public void Committed()
    {
        foreach (var setup in setups)
        {
            setup.Committed(scope.ServiceProvider);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await scope.DisposeAsync();
        await Transaction.DisposeAsync();
    }
}
