using System.Globalization;

namespace Workflows.Engine.Authoring;

/// <summary>Ids for references that no compiled workflow declares; they live as long as the process.</summary>
internal static class MemoryIds
{
    private static long _last;

    public static string Next() => "_" + Interlocked.Increment(ref _last).ToString(CultureInfo.InvariantCulture);
}
