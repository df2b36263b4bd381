using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Shared.MailTemplates;

internal sealed class MailTemplatesModel : IModelConfiguration
{
    public void Configure(ModelBuilder model)
    {
        model.Entity<StoredMailTemplate>().ToTable("mail_templates").Property(static t => t.Content).HasColumnType("jsonb");
        var version = model.Entity<MailTemplateVersion>().ToTable("mail_template_versions");
        version.HasKey(static v => new { v.TemplateId, v.Version });
        version.Property(static v => v.Content).HasColumnType("jsonb");
        version.HasOne<StoredMailTemplate>().WithMany().HasForeignKey(static v => v.TemplateId);
    }
}
