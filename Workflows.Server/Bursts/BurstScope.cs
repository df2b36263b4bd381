using Microsoft.Extensions.DependencyInjection.Extensions;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Processes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Durability.Transactions;

namespace Workflows.Server.Bursts;

/// <summary>
/// Joins the rooms inside a burst: the domain's unit of work writes through the burst's transaction, and its actor is the workflow.
/// </summary>
internal sealed class BurstScope : IBurstScopeSetup
{
    public static void Register(IServiceCollection services)
    {
        services.AddSingleton<IBurstScopeSetup, BurstScope>();
        services.AddScoped<IProcessGateway, EngineProcessGateway>();
        services.AddScoped(static s => Join(s, s.GetRequiredService<BurstAccessor>().Transaction
            ?? throw new InvalidOperationException("This scope is not a burst.")));
        services.Replace(ServiceDescriptor.Scoped<IUnitOfWork>(static s =>
            s.GetRequiredService<BurstAccessor>().Transaction is null
                ? s.GetRequiredService<RequestUnitOfWork>()
                : s.GetRequiredService<EnlistedUnitOfWork>()));
    }

    public void Prepare(IServiceProvider services, Guid tenantId, Guid instanceId)
    {
        var call = services.GetRequiredService<CallContext>();
        call.TenantId = tenantId;
        call.Actor = Actor.Workflow(instanceId);
        call.RequestId = instanceId.ToString();
    }

    public void Committed(IServiceProvider services) => services.GetRequiredService<EnlistedUnitOfWork>().RunCommitted();

    private static EnlistedUnitOfWork Join(IServiceProvider services, BurstTransaction burst)
    {
        var unitOfWork = new EnlistedUnitOfWork(
            burst.GetAsync, services.GetRequiredService<CallContext>(), services.GetRequiredService<DomainContextFactory>());
        burst.Flushing += async cancellationToken => await unitOfWork.FlushAsync(cancellationToken);
        burst.RolledBack += unitOfWork.Forget;
        return unitOfWork;
    }
}
