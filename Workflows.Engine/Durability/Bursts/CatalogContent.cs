using System.Collections.Frozen;

namespace Workflows.Engine.Durability.Bursts;

/// <summary>What the catalog holds at one moment; immutable.</summary>
internal sealed class CatalogContent
{
    private readonly FrozenDictionary<(Guid? Owner, string DefinitionId), CatalogEntry> _published;
    private readonly FrozenDictionary<(Guid? Owner, string DefinitionId, int Version), CatalogEntry> _numbers;
    private readonly FrozenDictionary<long, List<(CatalogEntry Entry, TriggerMatch Match)>> _triggers;

    public CatalogContent(IEnumerable<CatalogEntry> entries, FrozenSet<(Guid Tenant, string DefinitionId)> overridden)
    {
        Versions = entries.ToFrozenDictionary(static e => e.VersionId, StringComparer.Ordinal);
        Overridden = overridden;
        _published = Versions.Values.Where(static e => e.IsPublished)
            .GroupBy(static e => (e.Owner, e.DefinitionId))
            .ToFrozenDictionary(static g => g.Key, static g => g.MaxBy(static e => e.Version)!);

        // Two ids may claim the same number, e.g. an import beside the original; the first by id has it.
        _numbers = Versions.Values.GroupBy(static e => (e.Owner, e.DefinitionId, e.Version))
            .ToFrozenDictionary(static g => g.Key, static g => g.MinBy(static e => e.VersionId, StringComparer.Ordinal)!);
        _triggers = _published.Values.SelectMany(static e => e.Triggers, static (e, t) => (t.Stimulus, Pair: (e, t.Match)))
            .GroupBy(static t => t.Stimulus)
            .ToFrozenDictionary(static g => g.Key, static g => g.Select(static t => t.Pair).ToList());
    }

    public static CatalogContent Empty { get; } = new([], FrozenSet<(Guid, string)>.Empty);

    public FrozenDictionary<string, CatalogEntry> Versions { get; }

    /// <summary>Definitions of nobody that a tenant has replaced by published versions of its own.</summary>
    public FrozenSet<(Guid Tenant, string DefinitionId)> Overridden { get; }

    public IEnumerable<CatalogEntry> Published => _published.Values;

    public CatalogEntry? Find(string definitionId, int? version, Guid? tenantId)
    {
        if (version is { } number)
        {
            return (tenantId is { } owner ? _numbers.GetValueOrDefault((owner, definitionId, number)) : null)
                ?? _numbers.GetValueOrDefault((null, definitionId, number));
        }

        if (tenantId is { } tenant)
        {
            if (_published.TryGetValue((tenant, definitionId), out var own))
            {
                return own;
            }

            if (Overridden.Contains((tenant, definitionId)))
            {
                return null;
            }
        }

        return _published.GetValueOrDefault((null, definitionId));
    }

    public IReadOnlyList<TriggerMatch> FindTriggers(long stimulus, Guid? tenantId)
    {
        if (!_triggers.TryGetValue(stimulus, out var found))
        {
            return [];
        }

        List<TriggerMatch>? matches = null;
        foreach (var (entry, match) in found)
        {
            if (entry.Owner is null ? tenantId is not { } tenant || !Overridden.Contains((tenant, entry.DefinitionId)) : entry.Owner == tenantId)
            {
                (matches ??= []).Add(match);
            }
        }

        return matches ?? [];
    }
}
