using Workflows.Domain.Shared.Messages;

namespace Workflows.Domain.Tests.Shared.Messages;

/// <summary>Templates held in memory, which a test may change.</summary>
internal sealed class TemplateStub : IMailTemplateSource
{
    public Dictionary<string, string> Files { get; } = new(StringComparer.Ordinal)
    {
        ["ticket.sbnhtml"] = "<p>Dear {{ name }}, see <a href=\"{{ site.url }}/t/{{ number }}\">{{ title }}</a></p>",
        ["ticket.sbntxt"] = "Subject: [{{ number }}] {{ title }}\nDear {{ name }},\nsee {{ site.url }}/t/{{ number }}\n",
    };

    public IReadOnlyList<string> Keys =>
        [.. Files.Keys.Select(static f => f[..f.LastIndexOf('.')]).Distinct().Order(StringComparer.Ordinal)];

    public string? Find(string key, string extension) => Files.GetValueOrDefault($"{key}.{extension}");
}
