using Workflows.Domain.Shared.Messages;
using Workflows.Templates;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>
/// Everything that can be known to be wrong with a template before a mail is sent: syntax, missing parts, names that the schema
/// does not have, a sample that does not fit the schema or does not render within the limits. A layout or partial is checked
/// with every mail that uses it.
/// </summary>
internal static class MailTemplateCheck
{
    /// <summary>Length limits: characters of subject, description, and of each part.</summary>
    public const int LongestSubject = 500, LongestDescription = 500, LongestPart = 200_000;

    /// <summary>
    /// All problems of one template, each once; for a layout or partial also those of the mails that use it, which would not have
    /// them with another one.
    /// </summary>
    public static async ValueTask<IReadOnlyList<MailTemplateProblem>> FindAsync(
        MailTemplateSet set, string key, CancellationToken cancellationToken)
    {
        var problems = new List<MailTemplateProblem>();
        CheckForm(set, key, problems);
        if (problems.Count > 0)
        {
            return problems;
        }

        if (!MailTemplateKey.IsPart(key))
        {
            await CheckMailAsync(set, key, problems, cancellationToken);
            return [.. problems.Distinct()];
        }

        foreach (var user in UsersOf(set, key))
        {
            var found = new List<MailTemplateProblem>();
            CheckForm(set, user, found);
            if (found.Count == 0)
            {
                await CheckMailAsync(set, user, found, cancellationToken);
            }

            problems.AddRange(found.Select(p => p.Key == key
                ? p
                : new MailTemplateProblem(key, MailTemplateSet.HtmlPart, 0, 0, $"{p.Message} (in {p.Key} {p.Part})") { IsOfUser = true }));
        }

        return [.. problems.Distinct()];
    }

    /// <summary>The mails that use a layout or partial, directly or through another.</summary>
    public static IEnumerable<string> UsersOf(MailTemplateSet set, string part) =>
        set.Contents.Keys.Where(key => key != part && !MailTemplateKey.IsPart(key)
            && (PartsOf(set, key, MailTemplateSet.HtmlPart).Contains(part) || PartsOf(set, key, MailTemplateSet.TextPart).Contains(part)));

    private static void CheckForm(MailTemplateSet set, string key, List<MailTemplateProblem> problems)
    {
        var content = set.Contents[key];
        void Wrong(string part, string message) => problems.Add(new MailTemplateProblem(key, part, 0, 0, message));

        if (string.IsNullOrWhiteSpace(content.Description) || content.Description.Length > LongestDescription)
        {
            Wrong("description", $"Say in 1 to {LongestDescription} characters what the template is for.");
        }

        if (MailTemplateKey.IsPart(key))
        {
            if (content.Html is null && content.Text is null)
            {
                Wrong("html", "A layout or partial needs an HTML part, a text part, or both.");
            }
        }
        else
        {
            CheckMailForm(set, content, Wrong);
        }

        CheckPart(content.Html, "html", Wrong);
        CheckPart(content.Text, "text", Wrong);
        Parse(content.Subject is null ? null : set.ParseSubject(key, content.Subject), problems);
        Parse(set.Part(key, MailTemplateSet.HtmlPart), problems);
        Parse(set.Part(key, MailTemplateSet.TextPart), problems);
    }

    private static void CheckMailForm(MailTemplateSet set, MailTemplateContent content, Action<string, string> wrong)
    {
        if (string.IsNullOrWhiteSpace(content.Subject) || content.Subject.Length > LongestSubject || content.Subject.AsSpan().ContainsAny('\n', '\r'))
        {
            wrong("subject", $"A mail needs a subject of one line and at most {LongestSubject} characters.");
        }

        if (string.IsNullOrWhiteSpace(content.Html))
        {
            wrong("html", "The HTML part is missing.");
        }

        if (string.IsNullOrWhiteSpace(content.Text))
        {
            wrong("text", "The text part is missing: mails always have both.");
        }

        if (content.Layout is { } layout)
        {
            if (!MailTemplateKey.IsPart(layout) || !set.Contents.TryGetValue(layout, out var frame))
            {
                wrong("layout", $"There is no layout `{layout}`{Suggestion.For(layout, set.Contents.Keys.Where(MailTemplateKey.IsPart))}");
            }
            else if (frame is not { Html: not null, Text: not null })
            {
                wrong("layout", $"`{layout}` is not a layout: it needs an HTML part and a text part.");
            }
        }

        if (content.Schema is null)
        {
            wrong("schema", "The schema of the model is missing.");
            return;
        }

        var found = new List<string>();
        var schema = ModelSchema.Read(content.Schema, found);
        found.ForEach(problem => wrong("schema", problem));
        if (content.Sample is null)
        {
            wrong("sample", "The sample model is missing.");
        }
        else if (found.Count == 0)
        {
            foreach (var problem in schema.Check(content.Sample))
            {
                wrong("sample", problem);
            }
        }
    }

    private static void CheckPart(string? text, string part, Action<string, string> wrong)
    {
        if (text?.Length > LongestPart)
        {
            wrong(part, $"Must have at most {LongestPart} characters.");
        }

        if (text?.Contains('\0', StringComparison.Ordinal) == true)
        {
            wrong(part, "Must not contain the character NUL.");
        }
    }

    private static void Parse(Template? template, List<MailTemplateProblem> problems)
    {
        foreach (var message in template?.Messages ?? [])
        {
            problems.Add(Of(message.SourceName, message.Line, message.Column, message.Text));
        }
    }

    private static async ValueTask CheckMailAsync(
        MailTemplateSet set, string key, List<MailTemplateProblem> problems, CancellationToken cancellationToken)
    {
        var content = set.Contents[key];
        var schema = ModelSchema.Read(content.Schema!, []);
        CheckNames(set, schema, [set.ParseSubject(key, content.Subject!)], content.Layout, problems);
        foreach (var part in (string[])[MailTemplateSet.HtmlPart, MailTemplateSet.TextPart])
        {
            var keys = PartsOf(set, key, part);
            var templates = keys.Select(name => set.Part(name, part)).OfType<Template>().ToList();
            templates.ForEach(template => Parse(template, problems));
            CheckIncludes(set, templates, part, problems);
            CheckNames(set, schema, templates, content.Layout, problems);
        }

        if (problems.Count > 0)
        {
            return;
        }

        try
        {
            await set.Get(key).RenderAsync(content.Sample!, cancellationToken);
        }
        catch (TemplateRuntimeException exception)
        {
            problems.Add(Of(exception.SourceName, exception.Line, exception.Column, $"{exception.Text} (with the sample)"));
        }
        catch (MailTemplateException exception)
        {
            problems.Add(new MailTemplateProblem(key, "html", 0, 0, exception.Message));
        }
    }

    /// <summary>The template itself, its layout, and what these include by a literal name.</summary>
    private static List<string> PartsOf(MailTemplateSet set, string key, string part)
    {
        var found = new List<string> { key };
        if (set.Contents.GetValueOrDefault(key)?.Layout is { } layout)
        {
            found.Add(layout);
        }

        for (var i = 0; i < found.Count; i++)
        {
            foreach (var include in set.Part(found[i], part)?.Includes ?? [])
            {
                if (!found.Contains(include.Path[0]))
                {
                    found.Add(include.Path[0]);
                }
            }
        }

        return found;
    }

    private static void CheckIncludes(MailTemplateSet set, List<Template> templates, string part, List<MailTemplateProblem> problems)
    {
        foreach (var template in templates)
        {
            foreach (var include in template.Includes.Where(include => set.Part(include.Path[0], part) is null))
            {
                var known = set.Contents.Where(p => MailTemplateKey.IsPart(p.Key) && (part == MailTemplateSet.HtmlPart ? p.Value.Html : p.Value.Text) is not null);
                problems.Add(Of(
                    template.SourceName, include.Line, include.Column,
                    $"There is no partial `{include.Path[0]}` with a part for {part}{Suggestion.For(include.Path[0], known.Select(static p => p.Key))}"));
            }
        }
    }

    private static void CheckNames(
        MailTemplateSet set, ModelSchema schema, List<Template> templates, string? layout, List<MailTemplateProblem> problems)
    {
        // Included templates share their variables.
        var own = templates.SelectMany(static t => t.AssignedNames).Concat(set.GlobalNames)
            .Concat(layout is null ? [] : ["content"]).ToHashSet(StringComparer.Ordinal);
        foreach (var template in templates.Where(static t => !t.HasOpenNames))
        {
            foreach (var reference in template.References.Where(reference => !own.Contains(reference.Path[0])))
            {
                if (schema.Explain(reference.Path, own) is { } message)
                {
                    problems.Add(Of(template.SourceName, reference.Line, reference.Column, message));
                }
            }
        }
    }

    // Sources are named "{key} {part}".
    private static MailTemplateProblem Of(string? source, int line, int column, string message)
    {
        var words = (source ?? string.Empty).Split(' ', 2);
        return new MailTemplateProblem(words[0], words.Length > 1 ? words[1] : MailTemplateSet.HtmlPart, line, column, message);
    }
}
