using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Workflows.CSharp;

/// <summary>Called by every loop round and every function of a script; the compiler puts the calls in.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class ScriptGuard
{
    private static readonly AsyncLocal<ScriptRun?> Running = new();

    internal static ScriptRun? Current
    {
        set => Running.Value = value;
    }

    /// <summary>Ends the script when its time, memory or stack is used up.</summary>
    public static void Check()
    {
        RuntimeHelpers.EnsureSufficientExecutionStack();
        Running.Value?.Check();
    }
}
