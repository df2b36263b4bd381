using Workflows.Domain.Shared.Messages;
using Workflows.Templates;

namespace Workflows.Domain.Shared.MailTemplates;

public sealed partial class MailTemplateService
{
    // A part is seen in a mail that uses it.
    private const string TestMark = "[Test] ";

    /// <summary>Renders a wording that may not be saved yet with its sample. A layout or partial is shown in a mail that uses it.</summary>
    /// <param name="key">The template; it need not exist yet.</param>
    /// <param name="content">The wording; null for the one in use.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    /// <returns>Null when there is no such template and no wording was given.</returns>
    public async ValueTask<MailTemplatePreview?> PreviewAsync(string key, MailTemplateContent? content, CancellationToken cancellationToken)
    {
        var set = await SetAsync(cancellationToken);
        if (content is not null)
        {
            set = set.With([KeyValuePair.Create(key, library.Complete(key, content))]);
        }

        if (!set.Contents.ContainsKey(key))
        {
            return null;
        }

        var problems = await MailTemplateCheck.FindAsync(set, key, cancellationToken);
        var shown = MailTemplateKey.IsPart(key) ? MailTemplateCheck.UsersOf(set, key).FirstOrDefault() : key;
        if (problems.Count > 0 || shown is null)
        {
            return new MailTemplatePreview(null, null, null, problems);
        }

        try
        {
            var mail = await set.Get(shown).RenderAsync(set.Contents[shown].Sample!, cancellationToken);
            var caller = await tests.FindCallerAsync(cancellationToken);
            return new MailTemplatePreview(mail.Subject, mail.Html, mail.Text, problems) { To = caller?.Email, ToName = caller?.Name };
        }
        catch (Exception exception) when (exception is TemplateRuntimeException or MailTemplateException)
        {
            return new MailTemplatePreview(null, null, null, [new MailTemplateProblem(key, MailTemplateSet.HtmlPart, 0, 0, exception.Message)]);
        }
    }

    /// <summary>
    /// Sends the wording with its sample to the caller's own address, through the message log like every mail. Limited by
    /// <see cref="MailTemplateOptions.TestsPerWindow"/>.
    /// </summary>
    public async ValueTask<MailTemplateOutcome> SendTestAsync(string key, MailTemplateContent? content, CancellationToken cancellationToken)
    {
        if (!call.Actor.IsManager)
        {
            return new MailTemplateOutcome.Forbidden();
        }

        if (await PreviewAsync(key, content, cancellationToken) is not { } preview)
        {
            return new MailTemplateOutcome.NotFound();
        }

        if (preview.Problems.Count > 0 || preview.Subject is null)
        {
            return new MailTemplateOutcome.Invalid(preview.Problems.Count > 0
                ? preview.Problems
                : [new MailTemplateProblem(key, MailTemplateSet.HtmlPart, 0, 0, "No mail uses this layout or partial, so there is nothing to send.")]);
        }

        return await tests.SendAsync(
            key, new RenderedMail(TestMark + preview.Subject, preview.Html!, preview.Text!), cancellationToken);
    }
}
