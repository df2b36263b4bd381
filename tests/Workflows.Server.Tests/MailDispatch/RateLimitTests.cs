using FluentAssertions;
using Workflows.Domain.Shared.Messages;
using Workflows.Server.MailDispatch;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Server.Tests.MailDispatch;

/// <summary>Limits hold over every interval, at the receiving end, with several processes.</summary>
public sealed class RateLimitTests
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task Two_processes_together_never_exceed_the_limit_of_the_provider_in_any_window()
    {
        const int Limit = 20;
        await using var host = await DispatchHost.CreateAsync();
        await LimitAsync(host, "provider", "127.0.0.1", Limit);
        await host.AddMailsAsync(5 * Limit);
        var arrivals = Arrivals(host);

        await host.StartAsync(("Smtp:MaxConnections", "4"));
        await host.StartAsync(("Smtp:MaxConnections", "4"));
        await host.Sink.WaitForAsync(5 * Limit).WaitAsync(TimeSpan.FromMinutes(2));

        MostInAnyWindow([.. arrivals.Select(static a => a.At)]).Should().Be(Limit);
    }

    [Fact]
    public async Task A_domain_has_its_own_limit_each_other_domain_the_common_one_and_none_holds_another_back()
    {
        await using var host = await DispatchHost.CreateAsync();
        await LimitAsync(host, "domain", "slow.example", 2);
        await LimitAsync(host, "domain", "*", 5);
        for (var i = 0; i < 12; i++)
        {
            await host.AddMailAsync($"u{i}@slow.example", priority: 0);
        }

        for (var i = 0; i < 10; i++)
        {
            await host.AddMailAsync($"u{i}@a.example", priority: 5);
            await host.AddMailAsync($"u{i}@B.example", priority: 9);
        }

        var arrivals = Arrivals(host);
        await host.StartAsync(("Smtp:MaxConnections", "4"));
        await host.StartAsync(("Smtp:MaxConnections", "4"));
        await host.Sink.WaitForAsync(32).WaitAsync(TimeSpan.FromMinutes(2));

        var at = arrivals.ToLookup(static a => RateRoom.DomainOf(a.Recipient), static a => a.At);
        MostInAnyWindow([.. at["slow.example"]]).Should().Be(2);
        MostInAnyWindow([.. at["a.example"]]).Should().Be(5);
        MostInAnyWindow([.. at["b.example"]]).Should().Be(5);
        at["b.example"].Max().Should().BeLessThan(at["slow.example"].Max(), "many mails to a slow domain do not hide the others");
    }

    [Fact]
    public async Task A_copy_takes_a_place_in_its_domain_too()
    {
        await using var host = await DispatchHost.CreateAsync();
        await LimitAsync(host, "domain", "copy.example", 1, "31 days");
        var first = await host.AddMailAsync("a@one.example");
        var second = await host.AddMailAsync("a@two.example");
        await host.ExecuteAsync("update message_logs set cc = '{boss@copy.example}'");
        await host.StartAsync();

        await Eventually.TrueAsync(async () => await host.StatusAsync(first) == "sent" || await host.StatusAsync(second) == "sent", "one leaves");
        var control = await host.AddMailAsync("a@two.example");
        await Eventually.TrueAsync(async () => await host.StatusAsync(control) == "sent", "a mail without a copy leaves");

        new[] { await host.StatusAsync(first), await host.StatusAsync(second) }.Should().BeEquivalentTo("sent", "queued");
    }

    [Fact]
    public async Task What_a_dead_process_may_have_sent_counts()
    {
        await using var host = await DispatchHost.CreateAsync();
        await LimitAsync(host, "provider", "test", 2, "31 days");
        await host.AddMailsAsync(4);
        var dead = new MailStore(host.DataSource, Guid.CreateVersion7(), "test", TimeSpan.FromMinutes(1));
        var other = new MailStore(host.DataSource, Guid.CreateVersion7(), "test", TimeSpan.FromMinutes(1));

        (await TurnAsync(host, dead, 4)).Mails.Should().HaveCount(2);
        (await TurnAsync(host, other, 4)).Mails.Should().BeEmpty();
        await host.ExecuteAsync("update message_logs set lease_until = clock_timestamp() - interval '1 second' where status = 'sending'");
        (await other.ReapAsync(default)).Should().Be(2);
        var turn = await TurnAsync(host, other, 4);

        turn.Mails.Should().BeEmpty();
        turn.RoomAfter.Should().BeCloseTo(TimeSpan.FromDays(31), TimeSpan.FromHours(8));
        (await host.ScalarAsync<long>("select sum(messages) from mail_rate_slices")).Should().Be(2);
    }

    [Fact]
    public async Task An_urgent_mail_takes_the_next_place_before_a_campaign()
    {
        await using var host = await DispatchHost.CreateAsync();
        await LimitAsync(host, "provider", "test", 3);
        await host.AddMailsAsync(10);
        var store = new MailStore(host.DataSource, Guid.CreateVersion7(), "test", TimeSpan.FromMinutes(1));
        var turn = await TurnAsync(host, store, 8);
        var urgent = await host.AddMailAsync("me@example.com", priority: 0);
        await store.TurnAsync([.. turn.Mails.Select(static m => new MailResult(m.Id, m.Attempt, MessageStatus.Sent))], 0, host.Clock.GetUtcNow(), limited: true, default);

        var next = await Eventually.GetAsync(() => TurnAsync(host, store, 8), static turn => turn.Mails.Count > 0, "there is room again");

        turn.Mails.Should().HaveCount(3);
        next.Mails[0].Id.Should().Be(urgent);
    }

    private static Task<MailTurn> TurnAsync(DispatchHost host, MailStore store, int wanted) =>
        store.TurnAsync([], wanted, host.Clock.GetUtcNow(), limited: true, default).AsTask();

    private static Task LimitAsync(DispatchHost host, string scope, string name, int messages, string per = "1 second") => host.ExecuteAsync(
        $"insert into mail_rate_limits (id, scope, name, messages, per) values ('{Guid.CreateVersion7()}', '{scope}', '{name}', {messages}, '{per}')");

    private static List<(TimeSpan At, string Recipient)> Arrivals(DispatchHost host)
    {
        var began = TimeProvider.System.GetTimestamp();
        var arrivals = new List<(TimeSpan, string)>();
        host.Sink.Script = context =>
        {
            if (context.Stage == Testing.Smtp.SinkStage.Complete)
            {
                lock (arrivals)
                {
                    arrivals.Add((TimeProvider.System.GetElapsedTime(began), context.Recipient!));
                }
            }

            return null;
        };
        return arrivals;
    }

    private static int MostInAnyWindow(List<TimeSpan> arrivals)
    {
        arrivals.Sort();
        return arrivals.Max(from => arrivals.Count(at => at >= from && at - from < Window));
    }
}
