using System.Collections.Concurrent;
using Microsoft.Extensions.Options;

namespace Workflows.Server.SignIn;

/// <summary>
/// Counts failed sign-ins of this process by address and by login in fixed windows. Unknown logins are counted like known ones,
/// so that being locked out tells nobody whether a login exists.
/// </summary>
internal sealed class SignInThrottle(IOptions<SignInOptions> options, TimeProvider time)
{
    // A guesser who varies login and address must not fill the memory.
    private const int MaximumEntries = 100_000;
    private static readonly TimeSpan AddressWindow = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Window> _windows = new(StringComparer.Ordinal);
    private readonly SignInOptions _options = options.Value;

    /// <summary>How long to wait before the next attempt; null when it may be made now.</summary>
    public TimeSpan? Wait(string login, string? address)
    {
        var byLogin = Wait(LoginKey(login), _options.LockoutAfter);
        var byAddress = address is null ? null : Wait(AddressKey(address), _options.FailuresPerAddressAndMinute);
        return byLogin > byAddress || byAddress is null ? byLogin : byAddress;
    }

    public void Failed(string login, string? address)
    {
        Count(LoginKey(login), _options.LockoutFor);
        if (address is not null)
        {
            Count(AddressKey(address), AddressWindow);
        }
    }

    public void Succeeded(string login) => _windows.TryRemove(LoginKey(login), out _);

    private static string LoginKey(string login) => "l:" + login.ToUpperInvariant();

    private static string AddressKey(string address) => "a:" + address;

    private TimeSpan? Wait(string key, int limit) =>
        _windows.TryGetValue(key, out var window) && window.Count >= limit && window.Ends - time.GetUtcNow() is var left && left > TimeSpan.Zero
            ? left
            : null;

    private void Count(string key, TimeSpan length)
    {
        var now = time.GetUtcNow();
        if (_windows.Count >= MaximumEntries)
        {
            Sweep(now);
        }

        _windows.AddOrUpdate(
            key,
            static (_, state) => new Window(1, state.now + state.length),
            static (_, window, state) => window.Ends <= state.now
                ? new Window(1, state.now + state.length)
                : window with { Count = window.Count + 1 },
            (now, length));
    }

    private void Sweep(DateTimeOffset now)
    {
        foreach (var (key, window) in _windows)
        {
            if (window.Ends <= now)
            {
                _windows.TryRemove(key, out _);
            }
        }

        if (_windows.Count >= MaximumEntries)
        {
            _windows.Clear();
        }
    }

    private readonly record struct Window(int Count, DateTimeOffset Ends);
}
