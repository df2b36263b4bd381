using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>A template as it read under one version. Table <c>mail_template_versions</c>, append-only.</summary>
public sealed class MailTemplateVersion : ITenantOwned
{
    /// <inheritdoc />
    public Guid TenantId { get; set; }

    /// <summary>The template.</summary>
    public Guid TemplateId { get; set; }

    /// <summary>The version, from 1.</summary>
    public int Version { get; set; }

    /// <summary>What made it.</summary>
    public MailTemplateChange Change { get; set; }

    /// <summary>The version that was restored; null for other changes.</summary>
    public int? RestoredVersion { get; set; }

    /// <summary>A <see cref="MailTemplateContent"/> as JSON.</summary>
    public required string Content { get; set; }

    /// <summary>Who made the version, as audit rows name actors.</summary>
    public required string ActorName { get; set; }

    /// <summary>When.</summary>
    public DateTimeOffset CreatedAt { get; set; }

    /// <summary>The content, read.</summary>
    public MailTemplateContent Read() => MailTemplateJson.Read(Content);
}
