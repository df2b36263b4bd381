using Npgsql;
using NpgsqlTypes;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;

namespace Workflows.Server.MailDispatch;

/// <summary>
/// The dispatcher's view of <c>message_logs</c>, over all tenants. Leases go by the database's clock, which all processes
/// share; due times by the application's, which may be a simulated one.
/// </summary>
internal sealed class MailStore(NpgsqlDataSource dataSource, Guid owner, string provider, TimeSpan lease)
{
    private static readonly string CountedResults = RateLimitSql.Counting(MailSql.WriteResults, "m");
    private static readonly string CountedReap = RateLimitSql.Counting(MailSql.Reap, "message_logs");

    private readonly ClaimFront _front = new();

    /// <summary>
    /// Writes results and takes as many due mails as wanted, highest priority first, in one transaction. With limits, only as many as
    /// they allow, and a second transaction takes them: the results of the first already count.
    /// </summary>
    public async ValueTask<MailTurn> TurnAsync(
        IReadOnlyList<MailResult> results, int wanted, DateTimeOffset now, bool limited, CancellationToken cancellationToken)
    {
        if (limited)
        {
            if (results.Count > 0)
            {
                await ReadAsync(ResultsCommand(results, now, CountedResults), null, cancellationToken);
            }

            return wanted == 0 ? MailTurn.Nothing : await ClaimWithinLimitsAsync(wanted, now, cancellationToken);
        }

        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.BatchCommand(TenantSetting.AllTenants));
        if (results.Count > 0)
        {
            batch.BatchCommands.Add(ResultsCommand(results, now, MailSql.WriteResults));
        }

        if (wanted > 0)
        {
            batch.BatchCommands.Add(ClaimCommand(wanted, now, _front.Next()));
        }

        MailTurn turn;
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await reader.NextResultAsync(cancellationToken);
            turn = wanted > 0 ? await ReadClaimedAsync(reader, cancellationToken) : MailTurn.Nothing;
        }

        return turn.Looked < wanted && _front.IsAhead ? await ClaimAgainAsync(turn, wanted, now, cancellationToken) : turn;
    }

    /// <summary>When the next waiting mail is due; null when none waits.</summary>
    public async ValueTask<DateTimeOffset?> NextDueAsync(CancellationToken cancellationToken)
    {
        DateTimeOffset? next = null;
        await ReadAsync(
            new NpgsqlBatchCommand(MailSql.NextDue),
            reader => next = reader.IsDBNull(0) ? null : reader.GetFieldValue<DateTimeOffset>(0), cancellationToken);
        return next;
    }

    /// <summary>Whether there are rate limits.</summary>
    public async ValueTask<bool> HasLimitsAsync(CancellationToken cancellationToken)
    {
        var any = false;
        await ReadAsync(new NpgsqlBatchCommand(RateLimitSql.Any), reader => any = reader.GetBoolean(0), cancellationToken);
        return any;
    }

    /// <summary>Extends the leases of everything this dispatcher holds.</summary>
    public ValueTask RenewAsync(CancellationToken cancellationToken) => ReadAsync(
        new NpgsqlBatchCommand(MailSql.Renew) { Parameters = { new() { Value = owner }, new() { Value = lease } } }, null, cancellationToken);

    /// <summary>Finds what dead dispatchers held; gives how many mails are in doubt now. Forgets what no limit counts any more.</summary>
    public async ValueTask<int> ReapAsync(CancellationToken cancellationToken)
    {
        var doubtful = 0;
        await ReadAsync(new NpgsqlBatchCommand(CountExpired), reader => doubtful = reader.GetInt32(0), cancellationToken);
        if (doubtful > 0)
        {
            await ReadAsync(new NpgsqlBatchCommand(CountedReap), null, cancellationToken);
        }

        await ReadAsync(new NpgsqlBatchCommand(RateLimitSql.Forget), null, cancellationToken);
        return doubtful;
    }

    /// <summary>
    /// Puts back what stands under this dispatcher's name and is not in its hands: claims whose answer never arrived. Nothing of it
    /// was handed over.
    /// </summary>
    public ValueTask DisownAsync(IReadOnlyCollection<Guid> held, CancellationToken cancellationToken) => ReadAsync(
        new NpgsqlBatchCommand(MailSql.Disown) { Parameters = { new() { Value = owner }, new() { Value = held.ToArray() } } }, null, cancellationToken);

    /// <summary>How many mails wait to leave.</summary>
    public async ValueTask<long> CountWaitingAsync(CancellationToken cancellationToken)
    {
        var count = 0L;
        await ReadAsync(new NpgsqlBatchCommand(MailSql.CountWaiting), reader => count = reader.GetInt64(0), cancellationToken);
        return count;
    }

    // The rest of what was wanted may lie behind the front.
    private async ValueTask<MailTurn> ClaimAgainAsync(MailTurn first, int wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        _front.Reset();
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.BatchCommand(TenantSetting.AllTenants));
        batch.BatchCommands.Add(ClaimCommand(wanted - first.Looked, now, _front.Next()));
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var second = await ReadClaimedAsync(reader, cancellationToken);
        return new MailTurn([.. first.Mails, .. second.Mails], first.Looked + second.Looked);
    }

    private NpgsqlBatchCommand ClaimCommand(int wanted, DateTimeOffset now, DateTime[] from) => new(MailSql.Claim)
    {
        Parameters =
        {
            new() { Value = wanted }, new() { Value = owner }, new() { Value = lease }, new() { Value = provider }, new() { Value = now },
            new() { Value = from, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz },
        },
    };

    private const string CountExpired =
        "select count(*)::integer from message_logs where status = 'sending' and lease_until <= clock_timestamp()";

    private async ValueTask<MailTurn> ClaimWithinLimitsAsync(int wanted, DateTimeOffset now, CancellationToken cancellationToken)
    {
        await using var connection = await dataSource.OpenConnectionAsync(cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        await TenantSetting.SetAsync(connection, transaction, TenantSetting.AllTenants, cancellationToken);
        var room = await RateRoom.ReadAsync(connection, provider, cancellationToken);
        var chosen = new List<Guid>();

        // A domain that is full is left out of the next look, so that many mails to it do not hide the others.
        while (Math.Min(wanted - chosen.Count, room.OfProvider) is var most && most > 0)
        {
            var looked = 0;
            await using var command = new NpgsqlCommand(MailSql.Candidates, connection)
            {
                Parameters = { new() { Value = most }, new() { Value = now }, new() { Value = room.FullDomains }, new() { Value = chosen.ToArray() } },
            };
            await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
            {
                while (await reader.ReadAsync(cancellationToken))
                {
                    looked++;
                    if (room.Take(reader.GetString(1), reader.GetFieldValue<string[]>(2)))
                    {
                        chosen.Add(reader.GetGuid(0));
                    }
                }
            }

            if (looked < most || !room.FoundFullDomain())
            {
                break;
            }
        }

        var turn = MailTurn.Nothing;
        if (chosen.Count > 0)
        {
            await using var take = new NpgsqlCommand(MailSql.ClaimThese, connection)
            {
                Parameters = { new() { Value = chosen.ToArray() }, new() { Value = owner }, new() { Value = lease }, new() { Value = provider } },
            };
            await using var reader = await take.ExecuteReaderAsync(cancellationToken);
            turn = await ReadClaimedAsync(reader, cancellationToken);
        }

        await transaction.CommitAsync(cancellationToken);
        return turn with { RoomAfter = room.RoomAfter };
    }

    private async ValueTask<MailTurn> ReadClaimedAsync(NpgsqlDataReader reader, CancellationToken cancellationToken)
    {
        var claimed = new List<ClaimedMail>();
        var looked = 0;
        while (await reader.ReadAsync(cancellationToken))
        {
            looked++;
            _front.Passed(reader.GetInt16(9), reader.GetFieldValue<DateTimeOffset>(14));
            if (!reader.GetBoolean(13))
            {
                claimed.Add(new ClaimedMail(
                    reader.GetGuid(0), reader.GetInt32(1), reader.GetString(2), reader.GetString(3),
                    reader.IsDBNull(4) ? null : reader.GetString(4), reader.GetFieldValue<string[]>(5), reader.GetString(6),
                    reader.GetString(7), reader.GetString(8), reader.GetInt16(9), reader.GetFieldValue<DateTimeOffset>(10),
                    reader.IsDBNull(11) ? null : reader.GetFieldValue<DateTimeOffset>(11),
                    reader.IsDBNull(12) ? [] : reader.GetFieldValue<string[]>(12)));
            }
        }

        // Reading to the end shows errors of later statements and completes the implicit transaction.
        await reader.NextResultAsync(cancellationToken);
        claimed.Sort(static (a, b) => a.Priority != b.Priority ? a.Priority.CompareTo(b.Priority) : a.Id.CompareTo(b.Id));
        return new MailTurn(claimed, looked);
    }

    private NpgsqlBatchCommand ResultsCommand(IReadOnlyList<MailResult> results, DateTimeOffset now, string sql) => new(sql)
    {
        Parameters =
        {
            new() { Value = results.Select(static r => r.Id).ToArray() },
            new() { Value = results.Select(static r => r.Attempt).ToArray() },
            new() { Value = results.Select(static r => StatusName(r.Status)).ToArray() },
            new()
            {
                Value = results.Select(static r => r.NextAttemptAt?.UtcDateTime).ToArray(),
                NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.TimestampTz,
            },
            Texts(results.Select(static r => r.Error)),
            Texts(results.Select(static r => r.SmtpLog)),
            new() { Value = now },
            new() { Value = owner },
            new() { Value = results.Select(static r => r.IsOutage).ToArray() },
            Texts(results.Select(static r => r.Html)),
            Texts(results.Select(static r => r.Text)),
        },
    };

    private static NpgsqlParameter Texts(IEnumerable<string?> values) =>
        new() { Value = values.ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Text };

    private static string StatusName(MessageStatus status) => status switch
    {
        MessageStatus.Sent => "sent",
        MessageStatus.Deferred => "deferred",
        MessageStatus.Failed => "failed",
        MessageStatus.InDoubt => "in_doubt",
        _ => throw new ArgumentOutOfRangeException(nameof(status), status, "An attempt cannot end so."),
    };

    private async ValueTask ReadAsync(NpgsqlBatchCommand command, Action<NpgsqlDataReader>? read, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.BatchCommand(TenantSetting.AllTenants));
        batch.BatchCommands.Add(command);
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            read?.Invoke(reader);
        }

        // Reading to the end shows errors of later statements and completes the implicit transaction.
        await reader.NextResultAsync(cancellationToken);
    }
}
