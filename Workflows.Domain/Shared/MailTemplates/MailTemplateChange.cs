namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>What makes a version of a template.</summary>
public enum MailTemplateChange
{
    /// <summary>Somebody wrote it.</summary>
    Edit,

    /// <summary>An earlier version was taken up again.</summary>
    Restore,

    /// <summary>The tenant went back to the shipped template; the version has its wording of that day.</summary>
    Reset,
}
