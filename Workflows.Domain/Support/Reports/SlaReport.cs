using Npgsql;
using NpgsqlTypes;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Support.Sla;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Reports;

/// <summary>
/// Counts kept and broken promises. A promise is decided when its clock is met, or when its target is used up, whether or not somebody
/// has answered since: a late answer hides no miss, and a ticket that is still open and late counts now. It counts for whoever had the
/// ticket at that instant, so that a ticket handed on after a miss does not spoil its new owner's figures. A resolution that was
/// reopened goes on as one promise: only its last cycle counts. Cancelled clocks (merged, spam, policy gone) never count.
/// </summary>
public sealed class SlaReport(IUnitOfWork unitOfWork)
{
    private const string Decided =
        """
        with decided as (
            select c.ticket_id, c.kind, c.breached_at is null as met, coalesce(c.breached_at, c.ended_at) as at
            from support_sla_clocks c
            join support_tickets t on t.id = c.ticket_id
            where c.state <> 'cancelled' and (c.breached_at is not null or c.state = 'met')
                and ($1::timestamptz is null or coalesce(c.breached_at, c.ended_at) >= $1)
                and ($2::timestamptz is null or coalesce(c.breached_at, c.ended_at) < $2)
                and ($5::text is null or t.priority = $5) and ($6::uuid is null or t.policy_id = $6)
                and not (c.kind = 'resolution' and exists (
                    select from support_sla_clocks later
                    where later.tenant_id = c.tenant_id and later.ticket_id = c.ticket_id and later.kind = c.kind and later.cycle > c.cycle))),
        held as (
            select d.kind, d.met,
                case when past.id is not null then past.to_team_id when next.id is not null then next.from_team_id else t.team_id end as team_id,
                case when past.id is not null then past.to_user_id when next.id is not null then next.from_user_id else t.assignee_id end as agent_id
            from decided d
            join support_tickets t on t.id = d.ticket_id
            left join lateral (
                select a.id, a.to_team_id, a.to_user_id from support_ticket_assignments a
                where a.tenant_id = t.tenant_id and a.ticket_id = t.id and a.at <= d.at order by a.at desc, a.id desc limit 1) past on true
            left join lateral (
                select a.id, a.from_team_id, a.from_user_id from support_ticket_assignments a
                where a.tenant_id = t.tenant_id and a.ticket_id = t.id and a.at > d.at order by a.at, a.id limit 1) next on true)
        select h.team_id, team.name, h.agent_id, agent.name, h.kind,
            count(*) filter (where h.met)::int, count(*) filter (where not h.met)::int
        from held h
        left join support_teams team on team.id = h.team_id
        left join users agent on agent.id = h.agent_id
        where ($3::uuid is null or h.team_id = $3) and ($4::uuid is null or h.agent_id = $4)
        group by 1, 2, 3, 4, 5
        """;

    /// <summary>The report of the tenant.</summary>
    public async ValueTask<SlaReportResult> RunAsync(SlaReportFilter filter, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var counts = await ReadAsync(filter, cancellationToken);
        return new SlaReportResult(
            Line(null, null, counts),
            Lines(counts, static c => (c.TeamId, c.Team)),
            Lines(counts, static c => (c.AgentId, c.Agent)));
    }

    private static List<SlaReportLine> Lines(List<Count> counts, Func<Count, (Guid? Id, string? Name)> key) =>
        [.. counts.GroupBy(key).OrderBy(static g => g.Key.Name is null).ThenBy(static g => g.Key.Name, StringComparer.OrdinalIgnoreCase)
            .ThenBy(static g => g.Key.Id).Select(static g => Line(g.Key.Id, g.Key.Name, [.. g]))];

    private static SlaReportLine Line(Guid? id, string? name, List<Count> counts)
    {
        KeptPromises Of(ClockKind? kind)
        {
            var some = counts.FindAll(c => kind is null || c.Kind == kind);
            return KeptPromises.Of(some.Sum(static c => c.Met), some.Sum(static c => c.Missed));
        }

        return new SlaReportLine(id, name, Of(ClockKind.FirstResponse), Of(ClockKind.NextResponse), Of(ClockKind.Resolution), Of(null));
    }

    private async ValueTask<List<Count>> ReadAsync(SlaReportFilter filter, CancellationToken cancellationToken)
    {
        await unitOfWork.BeginAsync(cancellationToken);
        await using var command = new NpgsqlCommand(Decided, unitOfWork.Connection, unitOfWork.Transaction)
        {
            Parameters =
            {
                Parameter(NpgsqlDbType.TimestampTz, filter.From?.ToUniversalTime()),
                Parameter(NpgsqlDbType.TimestampTz, filter.To?.ToUniversalTime()),
                Parameter(NpgsqlDbType.Uuid, filter.TeamId),
                Parameter(NpgsqlDbType.Uuid, filter.AgentId),
                Parameter(NpgsqlDbType.Text, filter.Priority is { } priority ? SnakeCaseEnum<TicketPriority>.NameOf(priority) : null),
                Parameter(NpgsqlDbType.Uuid, filter.PolicyId),
            },
        };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var counts = new List<Count>();
        while (await reader.ReadAsync(cancellationToken))
        {
            counts.Add(new Count(
                await IdAsync(reader, 0, cancellationToken), await TextAsync(reader, 1, cancellationToken),
                await IdAsync(reader, 2, cancellationToken), await TextAsync(reader, 3, cancellationToken),
                SnakeCaseEnum<ClockKind>.Parse(reader.GetString(4)), reader.GetInt32(5), reader.GetInt32(6)));
        }

        return counts;
    }

    private static async ValueTask<Guid?> IdAsync(NpgsqlDataReader reader, int column, CancellationToken cancellationToken) =>
        await reader.IsDBNullAsync(column, cancellationToken) ? null : reader.GetGuid(column);

    private static async ValueTask<string?> TextAsync(NpgsqlDataReader reader, int column, CancellationToken cancellationToken) =>
        await reader.IsDBNullAsync(column, cancellationToken) ? null : reader.GetString(column);

    private static NpgsqlParameter Parameter(NpgsqlDbType type, object? value) => new() { NpgsqlDbType = type, Value = value ?? DBNull.Value };

    private sealed record Count(Guid? TeamId, string? Team, Guid? AgentId, string? Agent, ClockKind Kind, int Met, int Missed);
}
