using System.Diagnostics;
using System.Globalization;

namespace Workflows.Benchmarks.Measuring;

/// <summary>Processor time of this process and of PostgreSQL's (read from /proc, where the names and times of other users' processes are).</summary>
internal readonly record struct ProcessorTime(TimeSpan Own, TimeSpan PostgreSql)
{
    private const double TicksPerSecond = 100;

    public static ProcessorTime Now() => new(Process.GetCurrentProcess().TotalProcessorTime, OfPostgreSql());

    public static ProcessorTime operator -(ProcessorTime a, ProcessorTime b) => new(a.Own - b.Own, a.PostgreSql - b.PostgreSql);

    private static TimeSpan OfPostgreSql()
    {
        double ticks = 0;
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!char.IsAsciiDigit(Path.GetFileName(folder)[0]))
            {
                continue;
            }

            try
            {
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                if (!stat.Contains("(postgres)", StringComparison.Ordinal))
                {
                    continue;
                }

                // Fields 14 and 15, counted after the name, which may hold blanks.
                var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                ticks += double.Parse(fields[11], CultureInfo.InvariantCulture) + double.Parse(fields[12], CultureInfo.InvariantCulture);
            }
            catch (IOException)
            {
                // The process ended meanwhile.
            }
        }

        return TimeSpan.FromSeconds(ticks / TicksPerSecond);
    }
}
