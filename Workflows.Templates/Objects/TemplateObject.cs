using System.Collections;
using System.Diagnostics.CodeAnalysis;

namespace Workflows.Templates.Objects;

/// <summary>An object made by a template, or one that a template sees as its own.</summary>
internal class TemplateObject : IReadOnlyDictionary<string, object?>
{
    private HashSet<string>? _readOnly;

    public TemplateObject()
    {
        Own = new Dictionary<string, Value>(StringComparer.Ordinal);
    }

    protected Dictionary<string, Value> Own { get; }

    public virtual int Count => Own.Count;

    public virtual IEnumerable<string> Keys => Own.Keys;

    IEnumerable<object?> IReadOnlyDictionary<string, object?>.Values => Members().Select(pair => pair.Value.ToObject());

    object? IReadOnlyDictionary<string, object?>.this[string key] => TryGet(key, out var value) ? value.ToObject() : null;

    public virtual bool TryGet(string name, out Value value) => Own.TryGetValue(name, out value);

    /// <summary>Sets a member; false when it is read-only.</summary>
    public virtual bool TrySet(string name, Value value)
    {
        if (_readOnly is not null && _readOnly.Contains(name))
        {
            return false;
        }

        Own[name] = value;
        return true;
    }

    public void MakeReadOnly(string name) => (_readOnly ??= new HashSet<string>(StringComparer.Ordinal)).Add(name);

    public virtual IEnumerable<KeyValuePair<string, Value>> Members() => Own;

    /// <summary>Forgets everything, for the next rendering.</summary>
    public void Clear()
    {
        Own.Clear();
        _readOnly = null;
    }

    bool IReadOnlyDictionary<string, object?>.ContainsKey(string key) => TryGet(key, out _);

    bool IReadOnlyDictionary<string, object?>.TryGetValue(string key, [MaybeNullWhen(false)] out object? value)
    {
        var found = TryGet(key, out var member);
        value = member.ToObject();
        return found;
    }

    IEnumerator<KeyValuePair<string, object?>> IEnumerable<KeyValuePair<string, object?>>.GetEnumerator() =>
        Members().Select(pair => new KeyValuePair<string, object?>(pair.Key, pair.Value.ToObject())).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => ((IEnumerable<KeyValuePair<string, object?>>)this).GetEnumerator();
}
