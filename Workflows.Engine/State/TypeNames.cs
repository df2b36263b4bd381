using System.Collections.Concurrent;
using System.Text.RegularExpressions;

namespace Workflows.Engine.State;

/// <summary>Names of .NET types in stored state: full name and assembly, without versions, so that an upgrade does not break them.</summary>
internal static partial class TypeNames
{
    private static readonly ConcurrentDictionary<Type, string> Names = new();
    private static readonly ConcurrentDictionary<string, Type?> Types = new();

    public static string Of(Type type) => Names.GetOrAdd(type, static known => Versions().Replace(known.AssemblyQualifiedName!, string.Empty));

    public static Type Find(string name) =>
        Types.GetOrAdd(name, static text => Type.GetType(text, throwOnError: false))
        ?? throw new InvalidOperationException($"The stored state names the type '{name}', which does not exist any more.");

    public static Type? TryFind(string name) => Types.GetOrAdd(name, static text => Type.GetType(text, throwOnError: false));

    [GeneratedRegex(@", (Version|Culture|PublicKeyToken)=[^,\]]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Versions();
}
