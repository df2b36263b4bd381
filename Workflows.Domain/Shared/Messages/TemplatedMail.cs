namespace Workflows.Domain.Shared.Messages;

/// <summary>A mail to render and send.</summary>
public sealed record TemplatedMail
{
    /// <summary>Template key, e.g. <c>support/received</c>.</summary>
    public required string TemplateKey { get; init; }

    /// <summary>Address of the recipient.</summary>
    public required string To { get; init; }

    /// <summary>Display name of the recipient; null for none.</summary>
    public string? ToName { get; init; }

    /// <summary>Further addresses that get a copy.</summary>
    public IReadOnlyList<string> Cc { get; init; } = [];

    /// <summary>The template's model: a dictionary or object, members seen in snake_case.</summary>
    public required object Model { get; init; }

    /// <summary>Unique per tenant: the same key is never sent twice.</summary>
    public required string DedupeKey { get; init; }

    /// <summary>
    /// Texts that only the recipient may see, such as the token of a link: never shown in the message log, and no longer stored once
    /// the mail is sent. At least 8 characters each, without line breaks.
    /// </summary>
    public IReadOnlyList<string> Secrets { get; init; } = [];

    /// <summary>0 overtakes everything (password mails), 5 is normal (default), 9 is bulk.</summary>
    public int Priority { get; init; } = 5;

    /// <summary>Business record the mail belongs to, e.g. <c>ticket:{id}</c>. Null for none.</summary>
    public string? RelatedTo { get; init; }

    /// <summary>Workflow instance that asked for the mail. Null outside workflows.</summary>
    public Guid? WorkflowInstanceId { get; init; }

    /// <summary>Not to leave before this instant (working hours of the recipient). Null: at once.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>What is sent instead of rendering the template. Null (default): the template is rendered.</summary>
    internal RenderedMail? Prepared { get; init; }
}
