using System.Collections.Frozen;

namespace Workflows.Domain.Shared.Data;

/// <summary>The snake_case names of an enum, as columns, JSON and query strings have them.</summary>
internal static class SnakeCaseEnum<T>
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> NamesByValue =
        Enum.GetValues<T>().ToFrozenDictionary(static v => v, static v => SnakeCase.Of(v.ToString()));

    private static readonly FrozenDictionary<string, T> ValuesByName =
        NamesByValue.ToFrozenDictionary(static p => p.Value, static p => p.Key, StringComparer.Ordinal);

    /// <summary>Throws <see cref="KeyNotFoundException"/> for a number that is no member.</summary>
    public static string NameOf(T value) => NamesByValue[value];

    /// <summary>Throws <see cref="FormatException"/> for an unknown name.</summary>
    public static T Parse(string name) => ValuesByName.TryGetValue(name, out var value)
        ? value
        : throw new FormatException($"'{name}' is no {typeof(T).Name}.");

    /// <summary>False for an unknown name.</summary>
    public static bool TryParse(string name, out T value) => ValuesByName.TryGetValue(name, out value);
}
