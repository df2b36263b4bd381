using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Shared.Audit;

internal sealed class AuditTrail(IUnitOfWork unitOfWork, CallContext call, TimeProvider time) : IAuditTrail
{
    public async ValueTask WriteAsync(
        string action, string entity, Guid entityId, object? before, object? after, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var actor = call.Actor;
        context.Add(new AuditLog
        {
            TenantId = call.TenantId,
            At = time.GetUtcNow(),
            ActorKind = actor.Kind,
            ActorId = actor.UserId,
            ActorRole = actor.Role,
            ActorName = actor.Name,
            Action = action,
            Entity = entity,
            EntityId = entityId,
            Before = PersonalData.ToMaskedJson(before),
            After = PersonalData.ToMaskedJson(after),
            RequestId = call.RequestId,
            ClientAddress = call.ClientAddress,
        });
    }
}
