using System.Diagnostics;
using Xunit.Sdk;

namespace Workflows.Testing.Time;

/// <summary>Waits for something that another thread or process brings about; never asserts how long it took.</summary>
public static class Eventually
{
    /// <summary>How long to wait when nothing is said: long enough for a loaded machine.</summary>
    public static readonly TimeSpan DefaultTimeout = TimeSpan.FromSeconds(30);

    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(5);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMilliseconds(200);

    /// <summary>Returns as soon as the condition holds; fails with the reason after the timeout.</summary>
    /// <param name="condition">Looked at again and again; an exception counts as false and is shown at the end.</param>
    /// <param name="because">What should have come true, as a sentence.</param>
    /// <param name="timeout">Default: <see cref="DefaultTimeout"/>.</param>
    public static async Task TrueAsync(Func<Task<bool>> condition, string because, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        var limit = timeout ?? DefaultTimeout;
        var since = Stopwatch.GetTimestamp();
        var pause = FirstPause;
        Exception? last = null;
        for (var looks = 1; ; looks++)
        {
            try
            {
                if (await condition())
                {
                    return;
                }

                last = null;
            }
            catch (Exception exception) when (exception is not XunitException)
            {
                last = exception;
            }

            var elapsed = Stopwatch.GetElapsedTime(since);
            if (elapsed > limit)
            {
                throw new XunitException(
                    $"Expected within {limit}: {because}. It did not hold at any of {looks} looks in {elapsed}.", last);
            }

            await Task.Delay(pause, TimeProvider.System);
            pause = pause * 2 > LongestPause ? LongestPause : pause * 2;
        }
    }

    /// <inheritdoc cref="TrueAsync(Func{Task{bool}}, string, TimeSpan?)"/>
    public static Task TrueAsync(Func<bool> condition, string because, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return TrueAsync(() => Task.FromResult(condition()), because, timeout);
    }

    /// <summary>Returns the first value that satisfies the condition; fails with the last value seen.</summary>
    public static async Task<T> GetAsync<T>(
        Func<Task<T>> read, Func<T, bool> condition, string because, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(read);
        ArgumentNullException.ThrowIfNull(condition);
        var last = default(T);
        try
        {
            await TrueAsync(async () => condition(last = await read()), because, timeout);
        }
        catch (XunitException exception)
        {
            throw new XunitException($"{exception.Message} Last value: {last}.", exception.InnerException);
        }

        return last!;
    }
}
