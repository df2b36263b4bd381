using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Durability.Transactions;

namespace Workflows.Server.Bursts;

/// <summary>
/// Joins the rooms inside a burst: the domain's unit of work writes through the burst's transaction, and its actor is the workflow.
/// </summary>
internal sealed class BurstScope(DomainContextFactory contexts) : IBurstScopeSetup
{
    public void Prepare(IServiceProvider services, Guid tenantId, Guid instanceId)
    {
        var call = services.GetRequiredService<CallContext>();
        call.TenantId = tenantId;
        call.Actor = Actor.Workflow(instanceId);
        call.RequestId = instanceId.ToString();

        var burst = services.GetRequiredService<BurstAccessor>().Transaction
            ?? throw new InvalidOperationException("The engine has opened no transaction for this scope.");
        var unitOfWork = new EnlistedUnitOfWork(burst.GetAsync, call, contexts);
        burst.Flushing += unitOfWork.FlushAsync;
        burst.RolledBack += unitOfWork.Forget;
        services.GetRequiredService<UnitOfWorkScope>().Joined = unitOfWork;
    }

    public void Committed(IServiceProvider services)
    {
        if (services.GetRequiredService<UnitOfWorkScope>().Joined is EnlistedUnitOfWork unitOfWork)
        {
            unitOfWork.RunCommitted();
        }
    }
}
