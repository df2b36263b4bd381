using System.Globalization;
using System.Text;
using Workflows.Templates;

namespace Workflows.Domain.Shared.Messages;

/// <summary>The parsed parts of one mail template.</summary>
internal sealed class MailTemplate
{
    private const string SubjectMark = "Subject:";
    private readonly Template _subject;
    private readonly Template _html;
    private readonly Template _text;

    private MailTemplate(Template subject, Template html, Template text)
    {
        _subject = subject;
        _html = html;
        _text = text;
    }

    /// <summary>Parses the parts. All problems are reported together.</summary>
    /// <exception cref="MailTemplateException">A part has problems.</exception>
    public static MailTemplate Parse(string key, string html, string text, TemplateOptions htmlOptions, TemplateOptions textOptions)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        var first = (end < 0 ? text : text[..end]).TrimEnd('\r');
        if (!first.StartsWith(SubjectMark, StringComparison.Ordinal) || first.Length == SubjectMark.Length)
        {
            throw new MailTemplateException($"{key}.sbntxt(1,1): the first line must be 'Subject: ...'.");
        }

        // Parsed apart from the body, so that a line break in a value can never move from the subject into the body.
        var subjectPart = Template.Parse(first[SubjectMark.Length..].Trim(), $"{key}.sbntxt subject", textOptions);
        var textPart = Template.Parse(end < 0 ? string.Empty : text[end..], $"{key}.sbntxt", textOptions);
        var htmlPart = Template.Parse(html, $"{key}.sbnhtml", htmlOptions);
        var problems = subjectPart.Messages.Concat(textPart.Messages).Concat(htmlPart.Messages).ToList();
        return problems.Count == 0
            ? new MailTemplate(subjectPart, htmlPart, textPart)
            : throw new MailTemplateException(string.Join("; ", problems));
    }

    /// <exception cref="MailTemplateException">The model does not fit, or a limit was reached.</exception>
    public async ValueTask<RenderedMail> RenderAsync(object model, CancellationToken cancellationToken)
    {
        try
        {
            return new RenderedMail(
                OneLine(await _subject.RenderAsync(model, cancellationToken)),
                await _html.RenderAsync(model, cancellationToken),
                (await _text.RenderAsync(model, cancellationToken)).TrimStart('\r', '\n'));
        }
        catch (TemplateRuntimeException exception)
        {
            throw new MailTemplateException(exception.Message, exception);
        }
    }

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
