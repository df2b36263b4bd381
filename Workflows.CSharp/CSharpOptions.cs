using System.ComponentModel.DataAnnotations;

namespace Workflows.CSharp;

/// <summary>Whether and how C# expressions run.</summary>
public sealed class CSharpOptions
{
    /// <summary>Section of the configuration.</summary>
    public const string Section = "CSharp";

    /// <summary>
    /// Whether C# runs at all. Default false: a script has the rights of the server's process, there is no sandbox around it.
    /// </summary>
    public bool Enabled { get; set; }

    /// <summary>The longest time that a script may run. Default 5 seconds; 10 ms to 1 hour.</summary>
    [Range(typeof(TimeSpan), "00:00:00.010", "01:00:00")]
    public TimeSpan TimeLimit { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// The most bytes that a script's own loops and functions may allocate, garbage included. Default 256 MiB; at least 64 KiB.
    /// </summary>
    [Range(65_536, long.MaxValue)]
    public long MaxAllocatedBytes { get; set; } = 256L << 20;

    /// <summary>How many compiled scripts are kept; the one unused for longest goes first. Default 1,000; 1 to 100,000.</summary>
    [Range(1, 100_000)]
    public int KeptScripts { get; set; } = 1000;
}
