using System.Collections;
using System.Globalization;

namespace Workflows.JavaScript.Hosting;

/// <summary>Shows a read-only dictionary through the interface the script objects use.</summary>
internal sealed class ReadOnlyView(IReadOnlyDictionary<string, object?> source) : DictionaryView
{
    public override object Source => source;

    public override bool IsReadOnly => true;

    public override int Count => source.Count;

    public override ICollection<string> Keys => [.. source.Keys];

    public override bool TryGetValue(string key, out object? value) => source.TryGetValue(key, out value);

    protected override void Write(string key, object? value) => throw new NotSupportedException();

    public override bool Remove(string key) => false;
}

/// <summary>Shows a dictionary of any key and value type; keys are compared by their invariant text.</summary>
internal sealed class UntypedView(IDictionary source) : DictionaryView
{
    public override object Source => source;

    public override bool IsReadOnly => source.IsReadOnly;

    public override int Count => source.Count;

    public override ICollection<string> Keys => [.. source.Keys.Cast<object>().Select(k => Convert.ToString(k, CultureInfo.InvariantCulture) ?? "")];

    public override bool TryGetValue(string key, out object? value)
    {
        var real = RealKey(key);
        value = real is null ? null : source[real];
        return real is not null;
    }

    protected override void Write(string key, object? value)
    {
        try
        {
            source[RealKey(key) ?? key] = value;
        }
        catch (ArgumentException error)
        {
            throw new NotSupportedException($"The dictionary does not take a value of this type under '{key}'.", error);
        }
    }

    public override bool Remove(string key)
    {
        if (RealKey(key) is not { } real)
        {
            return false;
        }

        source.Remove(real);
        return true;
    }

    private object? RealKey(string key)
    {
        if (source.Contains(key))
        {
            return key;
        }

        foreach (var candidate in source.Keys)
        {
            if (candidate is string)
            {
                return null;
            }

            if (Convert.ToString(candidate, CultureInfo.InvariantCulture) == key)
            {
                return candidate;
            }
        }

        return null;
    }
}

internal abstract class DictionaryView : IDictionary<string, object?>
{
    public abstract object Source { get; }

    public abstract bool IsReadOnly { get; }

    public abstract int Count { get; }

    public abstract ICollection<string> Keys { get; }

    public ICollection<object?> Values => [.. Keys.Select(k => this[k])];

    public object? this[string key]
    {
        get => TryGetValue(key, out var value) ? value : null;
        set => Write(key, value);
    }

    public abstract bool TryGetValue(string key, out object? value);

    public abstract bool Remove(string key);

    public void Add(string key, object? value) => Write(key, value);

    public void Add(KeyValuePair<string, object?> item) => Write(item.Key, item.Value);

    public void Clear() => throw new NotSupportedException();

    public bool Contains(KeyValuePair<string, object?> item) => ContainsKey(item.Key);

    public bool ContainsKey(string key) => TryGetValue(key, out _);

    public void CopyTo(KeyValuePair<string, object?>[] array, int arrayIndex) => throw new NotSupportedException();

    public bool Remove(KeyValuePair<string, object?> item) => Remove(item.Key);

    public IEnumerator<KeyValuePair<string, object?>> GetEnumerator() =>
        Keys.Select(k => KeyValuePair.Create(k, this[k])).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    protected abstract void Write(string key, object? value);
}
