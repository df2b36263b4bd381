using System.Globalization;
using System.Text;
using Workflows.Domain.Shared.MailTemplates.Css;
using Workflows.Domain.Shared.Messages;
using Workflows.Templates;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>A mail template whose parts are parsed and in their layout.</summary>
internal sealed class CompiledMail(Template subject, Template html, Template text)
{
    /// <exception cref="TemplateRuntimeException">The model does not fit, or a limit was reached.</exception>
    public async ValueTask<RenderedMail> RenderAsync(object model, CancellationToken cancellationToken) => new(
        // Apart from the body, so that a line break in a value can never move from the subject into the body.
        OneLine(await subject.RenderAsync(model, cancellationToken)),
        CssInliner.Inline(await html.RenderAsync(model, cancellationToken)),
        (await text.RenderAsync(model, cancellationToken)).TrimStart('\r', '\n'));

    private static string OneLine(string subject)
    {
        var line = new StringBuilder(subject.Length);
        foreach (var rune in subject.EnumerateRunes())
        {
            var isBreak = Rune.GetUnicodeCategory(rune)
                is UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;
            if (!isBreak)
            {
                line.Append(rune.ToString());
            }
            else if (line.Length > 0 && line[^1] != ' ')
            {
                line.Append(' ');
            }
        }

        return line.ToString().Trim();
    }
}
