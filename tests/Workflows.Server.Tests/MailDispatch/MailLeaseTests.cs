using FluentAssertions;
using Workflows.Domain.Shared.Messages;
using Workflows.Server.MailDispatch;
using Workflows.Testing.Smtp;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Server.Tests.MailDispatch;

/// <summary>What a process that dies or is paused leaves behind.</summary>
public sealed class MailLeaseTests
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_mail_of_a_dead_process_goes_back_to_the_queue_when_it_was_not_begun_and_is_in_doubt_when_it_was()
    {
        await using var host = await DispatchHost.CreateAsync();
        var untouched = await host.AddMailAsync("a@example.com");
        var begun = await host.AddMailAsync("b@example.com");
        var dead = new MailStore(host.DataSource);
        var claimed = await dead.ClaimAsync(Guid.CreateVersion7(), host.Clock.GetUtcNow(), 10, Lease, default);
        await dead.WriteAsync([], [claimed.Single(m => m.Id == begun)], host.Clock.GetUtcNow(), default);
        await ExpireAsync(host);

        await host.StartAsync();
        await host.Sink.WaitForAsync(1);
        await Eventually.TrueAsync(async () => await host.StatusAsync(untouched) == "sent", "the untouched mail is sent");

        (await host.StatusAsync(begun)).Should().Be("in_doubt");
        (await host.ScalarAsync<string>($"select last_error from message_logs where id = '{begun}'")).Should().Contain("may have arrived");
        host.Sink.Messages.Should().ContainSingle().Which.Recipients.Should().Equal("a@example.com");
    }

    [Fact]
    public async Task A_paused_process_that_lost_its_lease_may_not_begin()
    {
        await using var host = await DispatchHost.CreateAsync();
        await host.AddMailAsync();
        var paused = new MailStore(host.DataSource);
        var other = new MailStore(host.DataSource);
        var mine = (await paused.ClaimAsync(Guid.CreateVersion7(), host.Clock.GetUtcNow(), 10, Lease, default)).Single();
        await ExpireAsync(host);

        (await paused.WriteAsync([], [mine], host.Clock.GetUtcNow(), default)).Should().BeEmpty();
        (await other.ReapAsync(default)).Should().Be((1, 0));
        var theirs = (await other.ClaimAsync(Guid.CreateVersion7(), host.Clock.GetUtcNow(), 10, Lease, default)).Single();
        (await paused.WriteAsync([], [mine], host.Clock.GetUtcNow(), default)).Should().BeEmpty();
        (await other.WriteAsync([], [theirs], host.Clock.GetUtcNow(), default)).Should().Equal(theirs.Id);
    }

    [Fact]
    public async Task A_late_answer_settles_the_doubt_of_its_own_attempt_only()
    {
        await using var host = await DispatchHost.CreateAsync();
        var id = await host.AddMailAsync();
        var slow = new MailStore(host.DataSource);
        var other = new MailStore(host.DataSource);
        var mail = (await slow.ClaimAsync(Guid.CreateVersion7(), host.Clock.GetUtcNow(), 10, Lease, default)).Single();
        await slow.WriteAsync([], [mail], host.Clock.GetUtcNow(), default);
        await ExpireAsync(host);
        (await other.ReapAsync(default)).Should().Be((0, 1));

        await other.WriteAsync([new MailResult(id, Guid.CreateVersion7(), MessageStatus.Failed)], [], host.Clock.GetUtcNow(), default);
        (await host.StatusAsync(id)).Should().Be("in_doubt");
        await slow.WriteAsync([new MailResult(id, mail.Claim, MessageStatus.Sent)], [], host.Clock.GetUtcNow(), default);
        (await host.StatusAsync(id)).Should().Be("sent");
    }

    [Fact]
    public async Task A_mail_queued_again_by_an_operator_is_out_of_reach_of_the_old_attempt()
    {
        await using var host = await DispatchHost.CreateAsync();
        var id = await host.AddMailAsync();
        var slow = new MailStore(host.DataSource);
        var mail = (await slow.ClaimAsync(Guid.CreateVersion7(), host.Clock.GetUtcNow(), 10, Lease, default)).Single();
        await host.ExecuteAsync($"update message_logs set status = 'queued' where id = '{id}'");

        await slow.WriteAsync([new MailResult(id, mail.Claim, MessageStatus.Failed)], [], host.Clock.GetUtcNow(), default);

        (await host.StatusAsync(id)).Should().Be("queued");
    }

    [Fact]
    public async Task Renewal_keeps_the_lease_of_a_mail_that_takes_longer()
    {
        await using var host = await DispatchHost.CreateAsync();
        var gate = new TaskCompletionSource();
        host.Sink.Script = context => context.Stage == SinkStage.Complete ? SinkAction.WaitFor(gate.Task) : null;
        var id = await host.AddMailAsync();
        await host.StartAsync(("MailDispatch:Lease", "00:00:01"));
        await Eventually.TrueAsync(
            async () => await host.ScalarAsync<bool>($"select data_started_at is not null from message_logs where id = '{id}'"), "it has begun");
        var first = await host.ScalarAsync<DateTimeOffset>($"select lease_until from message_logs where id = '{id}'");

        await Eventually.TrueAsync(
            async () => await host.ScalarAsync<DateTimeOffset>($"select lease_until from message_logs where id = '{id}'")
                > first + TimeSpan.FromSeconds(2),
            "the lease is renewed past its first end");
        (await host.StatusAsync(id)).Should().Be("sending");
        gate.SetResult();

        await Eventually.TrueAsync(async () => await host.StatusAsync(id) == "sent", "it is sent");
        host.Sink.Count.Should().Be(1);
    }

    [Fact]
    public async Task A_graceful_stop_finishes_what_is_under_way_and_gives_the_rest_back()
    {
        await using var host = await DispatchHost.CreateAsync();
        var gate = new TaskCompletionSource();
        host.Sink.Script = context => context.Stage == SinkStage.Complete ? SinkAction.WaitFor(gate.Task) : null;
        await host.AddMailsAsync(30);
        var process = await host.StartAsync(("Smtp:MaxConnections", "2"));
        await Eventually.TrueAsync(() => host.Sink.OpenConnections == 2, "two are under way");
        await Eventually.TrueAsync(
            async () => await host.ScalarAsync<long>("select count(*) from message_logs where data_started_at is not null") >= 2, "two are noted");

        var stopping = process.Dispatcher.StopAsync(default);
        gate.SetResult();
        await stopping;

        var sent = await host.ScalarAsync<long>("select count(*) from message_logs where status = 'sent'");
        sent.Should().Be(host.Sink.Count).And.BeGreaterThanOrEqualTo(1);
        (await host.ScalarAsync<long>("select count(*) from message_logs where status in ('queued', 'deferred')")).Should().Be(30 - sent);
        (await host.ScalarAsync<long>("select count(*) from message_logs where status in ('sending', 'in_doubt')")).Should().Be(0);

        await host.StartAsync();
        await Eventually.TrueAsync(
            async () => await host.ScalarAsync<long>("select count(*) from message_logs where status = 'sent'") == 30, "the next process sends the rest");
        host.Sink.Count.Should().Be(30);
    }

    [Fact]
    public async Task The_claim_reads_the_due_index_under_row_level_security()
    {
        await using var host = await DispatchHost.CreateAsync();
        await host.ExecuteAsync(
            $"""
            insert into message_logs (tenant_id, id, dedupe_key, template_key, to_address, subject, html, text, message_id, status, next_attempt_at)
            select '{host.Tenant}', gen_random_uuid(), n::text, 't', 'x@example.com', 's', 'h', 't', 'm', 'sent', now() from generate_series(1, 5000) n
            """);
        await host.ExecuteAsync("analyze message_logs");
        await using var batch = host.DataSource.CreateBatch();
        batch.BatchCommands.Add(new("select set_config('workflows.tenant', '*', true)"));
        batch.BatchCommands.Add(new(
            """
            explain select m.id from message_logs m
            where m.status in ('queued', 'deferred') and m.priority = 5 and m.next_attempt_at <= now()
            order by m.next_attempt_at, m.id limit 10 for update skip locked
            """));
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        var plan = new List<string>();
        while (await reader.ReadAsync())
        {
            plan.Add(reader.GetString(0));
        }

        string.Join('\n', plan).Should().Contain("message_logs_due").And.Contain("Index Cond").And.NotContain("Sort");
    }

    private static Task ExpireAsync(DispatchHost host) =>
        host.ExecuteAsync("update message_logs set lease_until = clock_timestamp() - interval '1 second' where status = 'sending'");
}
