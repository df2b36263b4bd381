using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Shared.Audit;

internal sealed class AuditModel : IModelConfiguration
{
    public void Configure(ModelBuilder model)
    {
        var log = model.Entity<AuditLog>().ToTable("audit_logs");
        log.HasKey(static l => new { l.At, l.Id });
        log.Property(static l => l.Before).HasColumnType("jsonb");
        log.Property(static l => l.After).HasColumnType("jsonb");
    }
}
