using Workflows.Domain.Shared.MailTemplates;

namespace Workflows.Mail.Benchmarks;

/// <summary>One campaign mail with conditions and a loop; rendered it has about 2 KB in each part.</summary>
internal sealed class CampaignTemplates : IMailTemplateFiles
{
    public const string Key = "benchmark/campaign";

    private const string Html =
        """
        ---
        description: A campaign mail.
        subject: "{{ person.name }}, your {{ person.items.size }} things of the month"
        ---
        <html><body>
        <h1>Hello {{ person.name }}</h1>
        <p>Your number is <b>{{ person.number }}</b>, and you have been with {{ site.name }} since {{ person.since | date.to_string "%d %B %Y" }}.</p>
        {{ if person.points > 50 }}<p>You have {{ person.points }} points: a place in the first row.</p>{{ else }}<p>Collect {{ 50 - person.points }} more points for a place in the first row.</p>{{ end }}
        <table>
        {{ for item in person.items }}<tr class="{{ for.even ? "even" : "odd" }}"><td>{{ for.index + 1 }}</td><td>{{ item.title }}</td><td align="right">{{ item.price | math.format "F2" }} EUR</td><td><a href="{{ site.url }}/items/{{ item.id }}?for={{ person.number }}">show</a></td></tr>
        {{ end }}</table>
        <p>Answer this mail when something is not as it should be. Nobody minds, and a person reads every answer within a working day.</p>
        <p><a href="{{ site.url }}/unsubscribe/{{ person.number }}">No more of these mails</a></p>
        </body></html>
        """;

    private const string Text =
        """
        Hello {{ person.name }},

        your number is {{ person.number }}, and you have been with {{ site.name }} since {{ person.since | date.to_string "%d %B %Y" }}.
        {{ if person.points > 50 }}You have {{ person.points }} points: a place in the first row.{{ else }}Collect {{ 50 - person.points }} more points for a place in the first row.{{ end }}

        {{ for item in person.items }}{{ for.index + 1 }}. {{ item.title }}: {{ item.price | math.format "F2" }} EUR, {{ site.url }}/items/{{ item.id }}?for={{ person.number }}
        {{ end }}
        Answer this mail when something is not as it should be.
        No more of these mails: {{ site.url }}/unsubscribe/{{ person.number }}
        """;

    public IReadOnlyDictionary<string, string> Files { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [Key + ".sbnhtml"] = Html,
        [Key + ".sbntxt"] = Text,
    };

    public static object Model(int n) => new
    {
        Person = new
        {
            Name = $"Zoë {n} & Søn",
            Number = $"K{n:000000}",
            Since = new DateTimeOffset(2015, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays(n % 3000),
            Points = n % 100,
            Items = Enumerable.Range(0, 6).Select(i => new { Id = (n * 7) + i, Title = $"Thing № {i} of {n}", Price = 1.5m * (n + i) }).ToArray(),
        },
    };
}
