using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Shared.Messages;

internal sealed class MessagesModel : IModelConfiguration
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<MessageLog>().ToTable("message_logs").Property(static m => m.Headers).HasColumnType("jsonb");
        model.Entity<Suppression>().ToTable("suppressions");
    }
}
