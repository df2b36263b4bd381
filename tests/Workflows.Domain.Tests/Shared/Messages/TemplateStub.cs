using Workflows.Domain.Shared.MailTemplates;

namespace Workflows.Domain.Tests.Shared.Messages;

/// <summary>Template files held in memory: a mail in a layout, with a partial.</summary>
internal sealed class TemplateStub : IMailTemplateFiles
{
    public const string Front =
        """
        ---
        description: To the requester.
        subject: "[{{ number }}] {{ title }}"
        layout: desk/_layout
        schema:
          type: object
          required: [name, number, title]
          properties:
            name: { type: string }
            number: { type: string }
            title: { type: string }
        sample: { name: Zoë, number: T-7, title: Printer }
        ---

        """;

    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal)
    {
        ["desk/ticket.sbnhtml"] = Front + "{{ mood = 'calm' }}<p class=\"x\">Dear {{ name }}, see <a href=\"{{ site.url }}/t/{{ number }}\">{{ title }}</a></p>",
        ["desk/ticket.sbntxt"] = "{{- mood = 'calm' -}}\nDear {{ name }},\nsee {{ site.url }}/t/{{ number }}\n",
        ["desk/_layout.sbnhtml"] = "---\ndescription: Frame.\n---\n<html><head><style>.x{color:red}</style></head><body>{{ content }}{{ include 'desk/_foot' }}</body></html>",
        ["desk/_layout.sbntxt"] = "{{ content }}-- {{ mood }}\n",
        ["desk/_foot.sbnhtml"] = "---\ndescription: Foot.\n---\n<i>{{ mood }}</i>",
    };

    IReadOnlyDictionary<string, string> IMailTemplateFiles.Files => Files;
}
