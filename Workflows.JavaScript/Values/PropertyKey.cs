using System.Globalization;
using System.Runtime.CompilerServices;

namespace Workflows.JavaScript.Values;

/// <summary>
/// A property key with its hash at hand. An array index has no reference and is its own hash, so "1" and 1 are one key by construction.
/// </summary>
internal readonly struct PropertyKey : IEquatable<PropertyKey>
{
    public readonly object? Ref;
    public readonly int Hash;

    private PropertyKey(object? reference, int hash)
    {
        Ref = reference;
        Hash = hash;
    }

    public bool IsIndex => Ref is null;

    public uint Index => (uint)Hash;

    public bool IsSymbol => Ref is JsSymbol;

    public bool IsString => Ref is not JsSymbol;

    public static PropertyKey Of(uint index) => index == uint.MaxValue
        ? new("4294967295", "4294967295".GetHashCode(StringComparison.Ordinal))
        : new(null, (int)index);

    public static PropertyKey Of(JsSymbol symbol) => new(symbol, RuntimeHelpers.GetHashCode(symbol));

    public static PropertyKey Of(string name)
    {
        if (name.Length is > 0 and <= 10 && char.IsAsciiDigit(name[0]) && TryIndex(name, out var index))
        {
            return new(null, (int)index);
        }

        return new(name, name.GetHashCode(StringComparison.Ordinal));
    }

    public static PropertyKey Of(long position) => position is >= 0 and < uint.MaxValue
        ? Of((uint)position)
        : Of(position.ToString(CultureInfo.InvariantCulture));

    public static implicit operator PropertyKey(string name) => Of(name);

    public static implicit operator PropertyKey(JsSymbol symbol) => Of(symbol);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Is(object? reference, int hash) =>
        Hash == hash && (ReferenceEquals(Ref, reference) || (Ref is string a && reference is string b && string.Equals(a, b, StringComparison.Ordinal)));

    public bool Equals(PropertyKey other) => Is(other.Ref, other.Hash);

    public override bool Equals(object? obj) => obj is PropertyKey other && Equals(other);

    public override int GetHashCode() => Hash;

    /// <summary>The name as scripts see it; symbols in their descriptive form.</summary>
    public override string ToString() => Ref switch
    {
        null => Index.ToString(CultureInfo.InvariantCulture),
        string name => name,
        var symbol => symbol.ToString()!,
    };

    public JsValue ToValue() => Ref is JsSymbol symbol ? JsValue.Of(symbol) : JsValue.Of(ToString());

    private static bool TryIndex(string name, out uint index)
    {
        ulong number = 0;
        index = 0;
        if (name[0] == '0' && name.Length > 1)
        {
            return false;
        }

        foreach (var c in name)
        {
            if (!char.IsAsciiDigit(c))
            {
                return false;
            }

            number = (number * 10) + (uint)(c - '0');
        }

        index = (uint)number;
        return number < uint.MaxValue;
    }
}
