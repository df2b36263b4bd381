using System.Collections.Frozen;
using System.Reflection;

namespace Workflows.Domain.Shared.Messages;

/// <summary>
/// Mail templates embedded in assemblies. A resource named <c>{prefix}support/ticket-received.sbnhtml</c> has the key
/// <c>support/ticket-received</c>. Keys with both parts are mails; others are parts for <c>include</c>.
/// </summary>
public sealed class EmbeddedMailTemplates : IMailTemplateSource
{
    private readonly FrozenDictionary<string, string> _texts;

    /// <summary>Reads every template once.</summary>
    /// <param name="sources">Assemblies with what their templates' resource names begin with, such as <c>Mails/</c>.</param>
    /// <exception cref="ArgumentException">Two assemblies have the same template.</exception>
    public EmbeddedMailTemplates(params IEnumerable<(Assembly Assembly, string Prefix)> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (assembly, prefix) in sources)
        {
            foreach (var resource in assembly.GetManifestResourceNames().Where(n => IsTemplate(n, prefix)))
            {
                // MSBuild writes the folder separator of the machine that builds.
                var name = resource[prefix.Length..].Replace('\\', '/');
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                if (!texts.TryAdd(name, reader.ReadToEnd().ReplaceLineEndings("\n")))
                {
                    throw new ArgumentException($"The mail template {name} exists twice.", nameof(sources));
                }
            }
        }

        _texts = texts.ToFrozenDictionary(StringComparer.Ordinal);
        Keys = [.. texts.Keys
            .GroupBy(static name => name[..name.LastIndexOf('.')], StringComparer.Ordinal)
            .Where(static group => group.Count() == 2)
            .Select(static group => group.Key)
            .Order(StringComparer.Ordinal)];
    }

    /// <inheritdoc />
    public IReadOnlyList<string> Keys { get; }

    /// <inheritdoc />
    public string? Find(string key, string extension) => _texts.GetValueOrDefault($"{key}.{extension}");

    private static bool IsTemplate(string resource, string prefix) =>
        resource.StartsWith(prefix, StringComparison.Ordinal)
        && (resource.EndsWith("." + MailRenderer.HtmlExtension, StringComparison.Ordinal)
            || resource.EndsWith("." + MailRenderer.TextExtension, StringComparison.Ordinal));
}
