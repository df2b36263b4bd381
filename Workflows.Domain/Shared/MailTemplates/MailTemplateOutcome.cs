namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>What became of a command on a template.</summary>
public abstract record MailTemplateOutcome
{
    private MailTemplateOutcome()
    {
    }

    /// <summary>Done, or already so.</summary>
    /// <param name="Entry">The template as it is now.</param>
    public sealed record Done(MailTemplateEntry Entry) : MailTemplateOutcome;

    /// <summary>It is gone.</summary>
    public sealed record Deleted : MailTemplateOutcome;

    /// <summary>A test mail is on its way.</summary>
    /// <param name="MessageLogId">Its row in the message log.</param>
    /// <param name="To">The caller's own address.</param>
    public sealed record Sent(Guid MessageLogId, string To) : MailTemplateOutcome;

    /// <summary>No such template or version, or another tenant's.</summary>
    public sealed record NotFound(string What = "template") : MailTemplateOutcome;

    /// <summary>Needs a manager.</summary>
    public sealed record Forbidden : MailTemplateOutcome;

    /// <summary>Nothing was stored.</summary>
    /// <param name="Problems">Everything that is wrong, with places.</param>
    public sealed record Invalid(IReadOnlyList<MailTemplateProblem> Problems) : MailTemplateOutcome;

    /// <summary>Something stands against it.</summary>
    /// <param name="Code">Stable machine word.</param>
    /// <param name="Detail">For people.</param>
    public sealed record Conflict(string Code, string Detail) : MailTemplateOutcome;

    /// <summary>Too many test mails.</summary>
    /// <param name="RetryAfter">When the next one may be asked for.</param>
    public sealed record TooMany(TimeSpan RetryAfter) : MailTemplateOutcome;

    /// <summary>The caller's version is not the present one.</summary>
    public sealed record Stale : MailTemplateOutcome;
}
