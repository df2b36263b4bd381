namespace Workflows.Domain.Shared.MailTemplates.Css;

/// <summary>One selector with its declarations.</summary>
internal sealed record CssRule(CssSelector Selector, CssDeclaration[] Declarations);
