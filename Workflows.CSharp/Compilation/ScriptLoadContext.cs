using System.Reflection;
using System.Runtime.Loader;

namespace Workflows.CSharp.Compilation;

/// <summary>Holds the code of one script; goes with it when nothing refers to the script any more.</summary>
internal sealed class ScriptLoadContext(Assembly? scope) : AssemblyLoadContext("script", isCollectible: true)
{
    protected override Assembly? Load(AssemblyName assemblyName) =>
        scope is not null && scope.GetName().Name == assemblyName.Name ? scope : null;
}
