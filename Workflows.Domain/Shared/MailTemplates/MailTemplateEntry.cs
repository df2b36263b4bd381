namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>A template as the tenant sees it.</summary>
/// <param name="Key">Key.</param>
/// <param name="Origin">Whose wording it is.</param>
/// <param name="Content">What is in use.</param>
/// <param name="Shipped">What the release ships; null for own templates.</param>
/// <param name="Row">The tenant's row; null when it never changed the template.</param>
public sealed record MailTemplateEntry(
    string Key, MailTemplateOrigin Origin, MailTemplateContent Content, MailTemplateContent? Shipped, StoredMailTemplate? Row)
{
    /// <summary>Whether it is a layout or partial.</summary>
    public bool IsPart => MailTemplateKey.IsPart(Key);
}
