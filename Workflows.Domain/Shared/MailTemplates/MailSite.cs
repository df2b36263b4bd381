namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>What templates know of the installation.</summary>
/// <param name="Globals">Names every template sees, such as <c>site.url</c>.</param>
/// <param name="Time">The clock of <c>date.now</c> and of the time limit.</param>
internal sealed record MailSite(IReadOnlyDictionary<string, object?> Globals, TimeProvider Time);
