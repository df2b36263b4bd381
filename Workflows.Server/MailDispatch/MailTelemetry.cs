using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Workflows.Server.MailDispatch;

/// <summary>What mail dispatch tells of itself, for whoever listens.</summary>
internal static class MailTelemetry
{
    /// <summary>Name of the activity source and of the meter.</summary>
    public const string Name = "Workflows.MailDispatch";

    private static readonly Meter Meter = new(Name);

    public static ActivitySource Spans { get; } = new(Name);

    public static Histogram<double> Duration { get; } = Meter.CreateHistogram<double>(
        "workflows.mail.handover.duration", "s", "From the note that a mail is about to be handed over until the mail server's answer.");

    public static Counter<long> Mails { get; } = Meter.CreateCounter<long>(
        "workflows.mail.handovers", "{mail}", "Mails offered to the mail server, by result.");

    public static void Record(MailResult result, long began)
    {
        var status = new KeyValuePair<string, object?>("workflows.mail.status", result.Status.ToString().ToLowerInvariant());
        Mails.Add(1, status);
        Duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, status);
    }
}
