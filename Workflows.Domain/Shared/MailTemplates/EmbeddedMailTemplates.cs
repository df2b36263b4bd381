using System.Reflection;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>Template files embedded in assemblies: the resource <c>{prefix}support/assigned.sbnhtml</c> is that file.</summary>
public sealed class EmbeddedMailTemplates : IMailTemplateFiles
{
    /// <summary>Reads every file once.</summary>
    /// <param name="sources">Assemblies with what their templates' resource names begin with, such as <c>Mails/</c>.</param>
    /// <exception cref="ArgumentException">Two assemblies have the same file.</exception>
    public EmbeddedMailTemplates(params IEnumerable<(Assembly Assembly, string Prefix)> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (assembly, prefix) in sources)
        {
            foreach (var resource in assembly.GetManifestResourceNames().Where(n => n.StartsWith(prefix, StringComparison.Ordinal)))
            {
                // MSBuild writes the folder separator of the machine that builds.
                var name = resource[prefix.Length..].Replace('\\', '/');
                using var reader = new StreamReader(assembly.GetManifestResourceStream(resource)!);
                if (!files.TryAdd(name, reader.ReadToEnd().ReplaceLineEndings("\n")))
                {
                    throw new ArgumentException($"The mail template {name} exists twice.", nameof(sources));
                }
            }
        }

        Files = files;
    }

    /// <inheritdoc />
    public IReadOnlyDictionary<string, string> Files { get; }
}
