namespace Workflows.Mail.Mime;

/// <summary>An iCalendar object sent as an alternative of the text, so that mail clients show their answer buttons (RFC 6047).</summary>
public sealed record CalendarPart
{
    /// <summary>Describes an invitation, a change or a cancellation.</summary>
    /// <param name="method">Must equal the METHOD property inside: REQUEST, CANCEL, REPLY, PUBLISH, ...</param>
    /// <param name="content">The iCalendar text.</param>
    /// <exception cref="ArgumentException">The method is not a token.</exception>
    public CalendarPart(string method, string content)
    {
        ArgumentException.ThrowIfNullOrEmpty(method);
        ArgumentException.ThrowIfNullOrEmpty(content);
        if (!MailAttachment.IsToken(method))
        {
            throw new ArgumentException("The method is an iCalendar name such as REQUEST.", nameof(method));
        }

        Method = method;
        Content = content;
    }

    /// <summary>The iTIP method.</summary>
    public string Method { get; }

    /// <summary>The iCalendar text.</summary>
    public string Content { get; }

    /// <summary>Also attaches the text as a file of this name, for clients that only import files. Default "invite.ics"; null attaches nothing.</summary>
    public string? FileName { get; init; } = "invite.ics";
}
