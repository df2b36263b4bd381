namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>Whose wording a template has.</summary>
public enum MailTemplateOrigin
{
    /// <summary>The release's.</summary>
    Shipped,

    /// <summary>The tenant's wording of a shipped template.</summary>
    Overridden,

    /// <summary>A template that only the tenant has.</summary>
    Own,
}
