using System.Diagnostics;

namespace Workflows.Benchmarks.Measuring;

/// <summary>Collects durations from many threads and gives percentiles.</summary>
internal sealed class Latencies
{
    private readonly List<double> _milliseconds = [];

    public int Count
    {
        get
        {
            lock (_milliseconds)
            {
                return _milliseconds.Count;
            }
        }
    }

    public void Add(long startedAt) => Add(Stopwatch.GetElapsedTime(startedAt).TotalMilliseconds);

    public void Add(double milliseconds)
    {
        lock (_milliseconds)
        {
            _milliseconds.Add(milliseconds);
        }
    }

    public double Percentile(double p)
    {
        lock (_milliseconds)
        {
            if (_milliseconds.Count == 0)
            {
                return double.NaN;
            }

            _milliseconds.Sort();
            return _milliseconds[Math.Min(_milliseconds.Count - 1, (int)(p / 100 * _milliseconds.Count))];
        }
    }
}
