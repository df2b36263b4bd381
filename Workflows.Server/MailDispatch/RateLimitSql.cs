namespace Workflows.Server.MailDispatch;

/// <summary>Statements on <c>mail_rate_limits</c> and <c>mail_rate_slices</c>.</summary>
internal static class RateLimitSql
{
    public const string Any = "select exists (select from mail_rate_limits)";

    /// <summary>Claims of all processes wait for each other here. A lock that lets counting refer to the limits.</summary>
    public const string Lock = "select id, scope, name, messages, per from mail_rate_limits order by id for no key update";

    /// <summary>
    /// What may be at the server just now. Read before the slices: a mail that moves from here to there meanwhile counts twice,
    /// never not at all.
    /// </summary>
    public const string UnderWay = "select provider, to_address, cc from message_logs where status = 'sending'";

    public const string Used =
        """
        select s.limit_id, s.name, sum(s.messages)::integer, min(s.slice + l.per) - clock_timestamp()
        from mail_rate_slices s join mail_rate_limits l on l.id = s.limit_id
        where s.slice + l.per > clock_timestamp()
        group by s.limit_id, s.name
        """;

    public const string Forget =
        """
        delete from mail_rate_slices s using mail_rate_limits l
        where l.id = s.limit_id and s.slice + l.per < clock_timestamp() - interval '1 minute'
        """;

    /// <summary>Makes a statement that ends attempts count them from now on. It must be an update of <c>message_logs m</c> or of it alone.</summary>
    public static string Counting(string update, string table) =>
        $"""
        with done as ({update} returning {table}.provider, {table}.to_address, {table}.cc),
        used as (
            select l.id, n.name, l.per / 100.0 as width, count(*)::integer as messages
            from done d
            cross join lateral (
                select 'provider' as scope, d.provider as name
                union
                select 'domain', lower(substring(a from '[^@]*$')) from unnest(d.to_address || d.cc) a
            ) n
            join mail_rate_limits l on l.scope = n.scope and (l.name = n.name
                or (l.name = '*' and not exists (select from mail_rate_limits o where o.scope = n.scope and o.name = n.name)))
            where n.name is not null
            group by l.id, n.name
        )
        insert into mail_rate_slices as s (limit_id, name, slice, messages)
        select u.id, u.name,
            to_timestamp(ceil(extract(epoch from clock_timestamp()) / extract(epoch from u.width)) * extract(epoch from u.width)), u.messages
        from used u
        order by u.id, u.name
        on conflict (limit_id, name, slice) do update set messages = s.messages + excluded.messages
        """;
}
