using System.Globalization;
using Workflows.EndToEnd.Servers;
using Workflows.Testing.Smtp;

namespace Workflows.EndToEnd.Results;

/// <summary>
/// What a run left behind, as lines that are the same in every run with the same plan: random ids are replaced by what they stand
/// for ("Ticket 0007/comment 2"), instants are the simulated clock's and stay.
/// </summary>
public sealed class FinalState
{
    private FinalState(IReadOnlyDictionary<string, IReadOnlyList<string>> sections, IReadOnlyList<string> inDoubt, IReadOnlyList<string> faults) =>
        (Sections, InDoubt, Faults) = (sections, inDoubt, faults);

    /// <summary>Sorted lines by subject.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Sections { get; }

    /// <summary>Mails of which nobody knows whether they were taken: their process died inside the hand-over.</summary>
    public IReadOnlyList<string> InDoubt { get; }

    /// <summary>What is wrong whatever the other run says.</summary>
    public IReadOnlyList<string> Faults { get; }

    public static async Task<FinalState> ReadAsync(
        PrivateDatabase database, string name, SmtpSink sink, IEnumerable<string> answers, bool withTimes = true)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(sink);
        var labels = await Labels.ReadAsync(database, name, withTimes);
        var sections = new SortedDictionary<string, IReadOnlyList<string>>(StringComparer.Ordinal) { ["answers"] = Sorted(answers) };
        foreach (var (section, sql) in StateSql.Sections)
        {
            sections[section] = Sorted((await database.RowsAsync(name, sql)).Select(row => labels.Apply(string.Join(" | ", row))));
        }

        sections["journal"] = await JournalAsync(database, name, labels);
        var (mails, inDoubt) = await MailsAsync(database, name, sink, labels);
        sections["mails received"] = mails;
        var faults = new List<string>();
        foreach (var (what, sql) in StateSql.Faults)
        {
            faults.AddRange((await database.RowsAsync(name, sql)).Select(row => $"{what}: {labels.Apply(string.Join(" | ", row))}"));
        }

        return new FinalState(sections, inDoubt, faults);
    }

    /// <summary>A line of numbers.</summary>
    public string Summary() => string.Join(", ", Sections.Select(static s => string.Create(CultureInfo.InvariantCulture, $"{s.Key} {s.Value.Count}")));

    private static List<string> Sorted(IEnumerable<string> lines) => [.. lines.Order(StringComparer.Ordinal)];

    private static async Task<IReadOnlyList<string>> JournalAsync(PrivateDatabase database, string name, Labels labels)
    {
        var lines = new List<string>();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var row in await database.RowsAsync(name, StateSql.Journal))
        {
            var process = labels.Apply(row[0]);
            var number = counts[process] = counts.GetValueOrDefault(process) + 1;
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"{process} {number:000} | {labels.Apply(string.Join(" | ", row[1..]))}"));
        }

        return Sorted(lines);
    }

    private static async Task<(IReadOnlyList<string> Mails, IReadOnlyList<string> InDoubt)> MailsAsync(
        PrivateDatabase database, string name, SmtpSink sink, Labels labels)
    {
        var rows = await database.RowsAsync(name, "select message_id, dedupe_key, to_address, status from message_logs");
        var known = rows.ToDictionary(static row => row[0], row => (Line: $"{labels.Apply(row[1])} to {row[2]}", Status: row[3]));
        var received = sink.Messages.Select(static mail => mail.Header("Message-ID") ?? "a mail without Message-ID").ToList();
        var inDoubt = known.Values.Where(static mail => mail.Status == "in_doubt").Select(static mail => mail.Line).ToList();

        // A mail in doubt was handed over once or not at all; it is told apart and counts as handed over once here.
        var lines = received.Select(id => known.TryGetValue(id, out var mail) ? mail.Line : $"unknown mail {id}").ToList();
        lines.AddRange(known.Where(mail => mail.Value.Status == "in_doubt" && !received.Contains(mail.Key)).Select(static mail => mail.Value.Line));

        // See StateSql.Sections: when a digest goes out is a matter of where a call to the simulated clock stopped.
        return (Sorted(lines.Where(static line => !line.StartsWith("sla-digest:", StringComparison.Ordinal))), Sorted(inDoubt));
    }
}
