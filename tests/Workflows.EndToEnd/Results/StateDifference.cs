using System.Globalization;
using System.Text;

namespace Workflows.EndToEnd.Results;

/// <summary>What two runs left behind differently, for people.</summary>
public static class StateDifference
{
    private const int MostLines = 12;

    /// <summary>Empty when nothing differs and neither run has faults.</summary>
    public static string Text(FinalState calm, FinalState disturbed)
    {
        ArgumentNullException.ThrowIfNull(calm);
        ArgumentNullException.ThrowIfNull(disturbed);
        var text = new StringBuilder();
        Faults(text, "undisturbed", calm);
        Faults(text, "disturbed", disturbed);
        foreach (var section in calm.Sections.Keys)
        {
            if (section == FinalState.JournalSection)
            {
                Journals(text, calm, disturbed);
                continue;
            }

            List(text, $"{section}: lost", Except(calm.Sections[section], disturbed.Sections[section]));
            List(text, $"{section}: too many", Except(disturbed.Sections[section], calm.Sections[section]));
        }

        return text.ToString();
    }

    private static void Journals(StringBuilder text, FinalState calm, FinalState disturbed)
    {
        var differ = Except(calm.Sections[FinalState.JournalSection], disturbed.Sections[FinalState.JournalSection])
            .Concat(Except(disturbed.Sections[FinalState.JournalSection], calm.Sections[FinalState.JournalSection]))
            .DistinctBy(JournalFile.NameOf, StringComparer.Ordinal).ToList();
        if (differ.Count > MostLines)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"journals of {differ.Count} processes differ; the first {MostLines}:");
        }

        foreach (var digest in differ.Take(MostLines))
        {
            var (before, after) = (calm.Journal.EntriesOf(digest), disturbed.Journal.EntriesOf(digest));
            List(text, "journal: lost", Except(before, after));
            List(text, "journal: too many", Except(after, before));
        }
    }

    private static void Faults(StringBuilder text, string run, FinalState state) => List(text, $"faults of the {run} run", state.Faults);

    // As bags: a line that is there twice must be there twice.
    private static List<string> Except(IReadOnlyList<string> these, IReadOnlyList<string> those)
    {
        var left = those.CountBy(static line => line).ToDictionary(StringComparer.Ordinal);
        var rest = new List<string>();
        foreach (var line in these)
        {
            if (left.TryGetValue(line, out var count) && count > 0)
            {
                left[line] = count - 1;
            }
            else
            {
                rest.Add(line);
            }
        }

        return rest;
    }

    private static void List(StringBuilder text, string title, IReadOnlyList<string> lines)
    {
        if (lines.Count == 0)
        {
            return;
        }

        text.AppendLine(CultureInfo.InvariantCulture, $"{title} ({lines.Count}):");
        foreach (var line in lines.Take(MostLines))
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"  {line}");
        }
    }
}
