using System.Reflection;
using Microsoft.CodeAnalysis;
using Workflows.Engine.Expressions;

namespace Workflows.CSharp.Compilation;

/// <summary>The assemblies and namespaces that scripts see: .NET's own libraries and the engine.</summary>
internal static class References
{
    private static readonly HashSet<string> Named = new(StringComparer.Ordinal) { "Microsoft.CSharp", "mscorlib", "netstandard" };

    public static IReadOnlyList<string> Namespaces { get; } =
    [
        "System", "System.Linq", "System.Collections.Generic", "System.Dynamic", "System.Text.Json", "System.Text.Json.Nodes",
        "System.Text.Json.Serialization", "System.Threading", "System.Threading.Tasks", typeof(Globals).Namespace!,
    ];

    public static IReadOnlyList<MetadataReference> All { get; } = [.. Paths().Select(static path => MetadataReference.CreateFromFile(path))];

    /// <summary>Whether scripts can name a type.</summary>
    public static bool Sees(Type type)
    {
        if (type.HasElementType)
        {
            return Sees(type.GetElementType()!);
        }

        var assembly = type.Assembly.GetName().Name!;
        return type.IsVisible && (IsOfDotNet(assembly) || IsOurs(type.Assembly)) && type.GetGenericArguments().All(Sees);
    }

    private static IEnumerable<string> Paths() =>
        ((string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? string.Empty)
        .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
        .Where(static path => IsOfDotNet(Path.GetFileNameWithoutExtension(path)))
        .Append(typeof(ExpressionExecutionContext).Assembly.Location)
        .Append(typeof(Globals).Assembly.Location);

    private static bool IsOfDotNet(string name) => name.StartsWith("System.", StringComparison.Ordinal) || name == "System" || Named.Contains(name);

    private static bool IsOurs(Assembly assembly) => assembly == typeof(ExpressionExecutionContext).Assembly || assembly == typeof(Globals).Assembly;
}
