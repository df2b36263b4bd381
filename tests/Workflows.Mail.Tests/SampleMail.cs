using Workflows.Mail.Mime;

namespace Workflows.Mail.Tests;

internal static class SampleMail
{
    public static readonly DateTimeOffset Date = new(2026, 3, 1, 9, 30, 0, TimeSpan.FromHours(2));

    public static MailMessage Message(string key = "key-1") => new()
    {
        Key = key,
        Date = Date,
        From = new Mailbox("desk@example.org", "Service Desk"),
        To = [new Mailbox("ada@example.net", "Ada Lovelace")],
        Subject = "Ticket 7 was answered",
        Text = "Hello Ada,\n.a line with a dot\n..and two\n",
    };

    public static ComposedMail Composed(string key = "key-1") => new MailComposer(TimeProvider.System).Compose(Message(key));

    public static MailEnvelope Envelope() => new("bounces@example.org", "ada@example.net");
}
