namespace Workflows.EndToEnd.Results;

/// <summary>The queries behind <see cref="FinalState"/>.</summary>
internal static class StateSql
{
    private const string Tickets =
        """
        with t as (
            select id, number, tenant_id, subject || coalesce('+' || nullif(row_number() over (partition by tenant_id, subject order by created_at), 1), '') as label
            from support_tickets)
        """;

    /// <summary>Names of all ids that appear in rows.</summary>
    public const string Labels = Tickets +
        """
        select id, label from t
        union all select id, login from users
        union all select id, name from support_teams
        union all select id, name from business_calendars
        union all select id, name from support_sla_policies
        union all select id, key from tenants
        union all select c.id, t.label || '/comment ' || row_number() over (partition by c.ticket_id order by c.created_at, c.author, c.body)
            from support_ticket_comments c join t on t.id = c.ticket_id
        union all select n.id, t.label || '/notice ' || row_number() over (partition by n.ticket_id order by n.created_at, n.kind, c.body, u.login)
            from support_ticket_notices n join t on t.id = n.ticket_id
            left join support_ticket_comments c on c.id = n.comment_id left join users u on u.id = n.user_id
        union all select c.id, t.label || '/' || c.kind || '/' || c.cycle from support_sla_clocks c join t on t.id = c.ticket_id
        union all select e.id, t.label || '/' || c.kind || '/' || c.cycle || '/' || e.kind || ' ' || e.level
            from support_sla_events e join support_sla_clocks c on c.id = e.clock_id join t on t.id = e.ticket_id
        union all select s.id, t.label || '/survey ' || s.cycle from support_survey_invitations s join t on t.id = s.ticket_id
        union all select i.id, 'process ' || row_number() over (partition by i.correlation_id order by i.created_at, i.id) || ' of ' || t.label
            from engine.instances i join t on 'ticket-sla:' || t.id = i.correlation_id
        """;

    /// <summary>What a ticket's number stands for.</summary>
    public const string Numbers = Tickets + "select number::text, label from t join tenants f on f.id = t.tenant_id where f.key = 'northwind'";

    /// <summary>Event by event, in order.</summary>
    public const string Journal =
        """
        select j.instance_id::text, e ->> 'at', e ->> 'event', e ->> 'activity', e ->> 'message', e ->> 'data'
        from engine.readable_journal j, json_array_elements(j.entries) with ordinality x (e, n)
        order by j.instance_id, j.sequence, x.n
        """;

    /// <summary>
    /// Rows, without what is random (ids, tokens) or of the real clock. The managers' digest is a job's: on simulated time jobs look
    /// where a call happens to stop, and a disturbed run stops elsewhere.
    /// </summary>
    public static readonly (string Section, string Sql)[] Sections =
    [
        ("tickets", "select id::text, (to_jsonb(t) - array['id', 'number', 'updated_at'])::text from support_tickets t"),
        ("comments", "select id::text, (to_jsonb(t) - array['id'])::text from support_ticket_comments t"),
        ("assignments", "select (to_jsonb(t) - array['id'])::text from support_ticket_assignments t"),
        ("notices", "select id::text, (to_jsonb(t) - array['id'])::text from support_ticket_notices t"),
        ("clocks", "select id::text, (to_jsonb(t) - array['id', 'version'])::text from support_sla_clocks t"),
        ("clock log", "select clock_id::text, sequence, (to_jsonb(t) - array['clock_id', 'sequence'])::text from support_sla_clock_log t"),
        ("SLA events", "select id::text, (to_jsonb(t) - array['id', 'key'])::text from support_sla_events t"),
        ("surveys", "select (to_jsonb(t) - array['id', 'token_hash', 'reminder_token_hash'])::text from support_survey_invitations t"),
        ("messages", "select dedupe_key, template_key, to_address, subject, case status when 'in_doubt' then 'sent' else status end, not_before::text from message_logs where template_key <> 'support/breach-digest'"),
        ("audit", "select at::text, actor_kind, actor_name, action, entity, entity_id::text, (before - 'number')::text, (after - 'number')::text from audit_logs where entity = 'ticket'"),
        ("instances", "select id::text, status::text, sub_status::text, incident_count::text, finished_at::text from engine.instances where definition_id = 'ticket-sla'"),
        ("waits", "select instance_id::text, activity_id, name from engine.bookmarks"),
        ("timers", "select instance_id::text, due_at::text from engine.timers"),
        ("unmatched events", "select name, correlation_id from engine.events"),
    ];

    /// <summary>Must find nothing.</summary>
    public static readonly (string What, string Sql)[] Faults =
    [
        ("burst written twice", "select instance_id::text, sequence::text, count(*) from engine.journal group by 1, 2 having count(*) > 1"),
        ("incident", "select instance_id::text, kind, message from engine.incidents"),
        ("work left", "select instance_id::text, kind::text, owner::text, attempts from engine.work_items"),
        ("mail without outcome", "select dedupe_key, status, last_error from message_logs where status in ('sending', 'failed', 'render_failed', 'deferred')"),
        ("journal beyond the instance", "select i.id::text, i.version, max(j.sequence) from engine.instances i join engine.journal j on j.instance_id = i.id group by 1, 2 having max(j.sequence) > i.version"),
        ("open ticket without process", "select id::text from support_tickets where workflow_instance_id is null and status not in ('closed', 'merged')"),
    ];
}
