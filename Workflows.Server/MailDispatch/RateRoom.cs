using System.Data;
using Npgsql;

namespace Workflows.Server.MailDispatch;

/// <summary>
/// How many mails may be handed over just now, read and kept under the lock of all limits. A mail counts from its claim until the
/// limit's interval after its end is over, so that the server never counts more in any interval, whenever it starts to count.
/// </summary>
internal sealed class RateRoom
{
    private static readonly TimeSpan Shortest = TimeSpan.FromMilliseconds(1);

    // A mail under way frees its place by ending, which wakes the dispatcher; other processes' mails do not.
    private static readonly TimeSpan WhileUnderWay = TimeSpan.FromMilliseconds(50);

    private readonly List<Limit> _limits = [];
    private readonly Dictionary<(Guid Limit, string Name), int> _used = [];
    private readonly Dictionary<(Guid Limit, string Name), TimeSpan> _freed = [];
    private readonly HashSet<string> _full = new(StringComparer.Ordinal);
    private readonly string _provider;
    private bool _foundFull;

    private RateRoom(string provider) => _provider = provider;

    /// <summary>Domains that may get nothing now.</summary>
    public string[] FullDomains => [.. _full];

    /// <summary>When a limit that holds mails back has room again; null when none does.</summary>
    public TimeSpan? RoomAfter { get; private set; }

    /// <summary>How many more mails the provider's limits allow.</summary>
    public int OfProvider
    {
        get
        {
            var room = int.MaxValue;
            foreach (var limit in Of("provider", _provider))
            {
                var left = limit.Messages - _used.GetValueOrDefault((limit.Id, _provider));
                if (left <= 0)
                {
                    Wait((limit.Id, _provider));
                }

                room = Math.Min(room, left);
            }

            return room;
        }
    }

    /// <summary>Locks the limits and reads what of them is used.</summary>
    public static async Task<RateRoom> ReadAsync(NpgsqlConnection connection, string provider, CancellationToken cancellationToken)
    {
        var room = new RateRoom(provider);
        await using (var command = new NpgsqlCommand(RateLimitSql.Lock, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                room._limits.Add(new Limit(reader.GetGuid(0), reader.GetString(1), reader.GetString(2), reader.GetInt32(3)));
            }
        }

        await using (var command = new NpgsqlCommand(RateLimitSql.UnderWay, connection))
        await using (var reader = await command.ExecuteReaderAsync(CommandBehavior.SingleResult, cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                room.Count(reader.IsDBNull(0) ? null : reader.GetString(0), reader.GetString(1), reader.GetFieldValue<string[]>(2));
            }
        }

        await using (var command = new NpgsqlCommand(RateLimitSql.Used, connection))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var key = (reader.GetGuid(0), reader.GetString(1));
                room._used[key] = room._used.GetValueOrDefault(key) + reader.GetInt32(2);
                room._freed[key] = reader.GetTimeSpan(3);
            }
        }

        return room;
    }

    /// <summary>Whether the mail may go; then it has taken its place.</summary>
    public bool Take(string to, string[] cc)
    {
        var places = Places(to, cc).ToList();
        var full = places.Where(place => _used.GetValueOrDefault((place.Limit.Id, place.Domain)) >= place.Limit.Messages).ToList();
        foreach (var (limit, domain) in full)
        {
            _foundFull |= _full.Add(domain);
            Wait((limit.Id, domain));
        }

        if (full.Count > 0)
        {
            return false;
        }

        Count(_provider, to, cc);
        return true;
    }

    /// <summary>Whether a domain turned out to be full since the last question: then it is worth to look again without it.</summary>
    public bool FoundFullDomain()
    {
        var found = _foundFull;
        _foundFull = false;
        return found;
    }

    internal static string DomainOf(string address) => address[(address.LastIndexOf('@') + 1)..].ToLowerInvariant();

    private void Count(string? provider, string to, string[] cc)
    {
        if (provider is not null)
        {
            foreach (var limit in Of("provider", provider))
            {
                Add((limit.Id, provider));
            }
        }

        foreach (var (limit, domain) in Places(to, cc))
        {
            Add((limit.Id, domain));
        }
    }

    private void Add((Guid, string) key) => _used[key] = _used.GetValueOrDefault(key) + 1;

    private IEnumerable<(Limit Limit, string Domain)> Places(string to, string[] cc) =>
        cc.Prepend(to).Select(DomainOf).Distinct(StringComparer.Ordinal)
            .SelectMany(domain => Of("domain", domain).Select(limit => (limit, domain)));

    /// <summary>The limits of a name: its own, else those of every name.</summary>
    private IEnumerable<Limit> Of(string scope, string name)
    {
        var own = _limits.Where(l => l.Scope == scope && l.Name == name).ToList();
        return own.Count > 0 ? own : _limits.Where(l => l.Scope == scope && l.Name == "*");
    }

    private void Wait((Guid, string) key)
    {
        var wait = _freed.TryGetValue(key, out var freed) ? freed > Shortest ? freed : Shortest : WhileUnderWay;
        RoomAfter = RoomAfter is { } before && before < wait ? before : wait;
    }

    private sealed record Limit(Guid Id, string Scope, string Name, int Messages);
}
