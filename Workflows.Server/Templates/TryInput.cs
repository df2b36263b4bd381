namespace Workflows.Server.Templates;

/// <summary>What to try: a wording that need not be saved, or nothing for the one in use.</summary>
internal sealed record TryInput(TemplateInput? Template = null);
