using System.Diagnostics;
using Workflows.Domain.Shared.Calendars;

namespace Workflows.Benchmarks.Sla;

/// <summary>Calls a second of the SLA's arithmetic over spans of 30 days, in a calendar with lunch breaks, holidays and clock changes.</summary>
internal static class CalendarBenchmark
{
    private const int Calls = 2_000_000;

    public static Task RunAsync()
    {
        DayOfWeek[] week = [DayOfWeek.Monday, DayOfWeek.Tuesday, DayOfWeek.Wednesday, DayOfWeek.Thursday, DayOfWeek.Friday];
        var definition = CalendarDefinition.Weekly("Europe/London", week, "09:00-12:30", "13:30-17:30") with
        {
            Exceptions = [.. Enumerable.Range(0, 8).Select(static i => CalendarException.Holiday(new DateOnly(2026, 1 + i, 4 + (2 * i))))],
        };
        var calendar = BusinessCalendar.Create(definition);
        var random = new Random(1);
        var first = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
        var starts = Enumerable.Range(0, 4096).Select(_ => first.AddSeconds(random.Next(0, 330 * 86_400))).ToArray();

        // What 30 calendar days hold of business time, so that every call spans about 30 days.
        var span = calendar.BusinessTimeBetween(first.AddDays(60), first.AddDays(90));
        var ends = starts.Select(start => calendar.AddBusinessTime(start, span)).ToArray();

        Report("AddBusinessTime, 1 thread", Measure(1, i => calendar.AddBusinessTime(starts[i], span).Ticks));
        Report("AddBusinessTime, 2 threads", Measure(2, i => calendar.AddBusinessTime(starts[i], span).Ticks));
        Report("BusinessTimeBetween, 1 thread", Measure(1, i => calendar.BusinessTimeBetween(starts[i], ends[i]).Ticks));
        return Task.CompletedTask;
    }

    private static double Measure(int threads, Func<int, long> call)
    {
        Loop(call, Calls / 10);
        var began = Stopwatch.GetTimestamp();
        Task.WaitAll(Enumerable.Range(0, threads).Select(_ => Task.Run(() => Loop(call, Calls))).ToArray());
        return Calls * (double)threads / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }

    private static long Loop(Func<int, long> call, int times)
    {
        var sum = 0L;
        for (var i = 0; i < times; i++)
        {
            sum += call(i & 4095);
        }

        return sum;
    }

    private static void Report(string what, double rate) => Console.WriteLine($"SLA: {what}, 30-day spans: {rate:N0} calls/s");
}
