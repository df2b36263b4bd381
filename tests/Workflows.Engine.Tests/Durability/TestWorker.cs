using Workflows.Engine.Durability.Committing;
using Workflows.Engine.Durability.Leasing;
using Workflows.Engine.Durability.Storage;

namespace Workflows.Engine.Tests.Durability;

internal sealed record TestWorker(EngineDataSource Source, LeaseKeeper Leases, CommitPump Pump)
{
    public long Id => Leases.Lease!.WorkerId;
}
