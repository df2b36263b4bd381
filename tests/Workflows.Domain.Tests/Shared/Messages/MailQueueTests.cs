using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.MailTemplates;
using Workflows.Domain.Shared.Messages;
using Xunit;

namespace Workflows.Domain.Tests.Shared.Messages;

public sealed class MailQueueTests
{
    private readonly TemplateStub _templates = new();

    [Fact]
    public async Task A_mail_is_rendered_and_stored_with_the_transaction()
    {
        await using var database = await CreateAsync();

        var result = await EnqueueAsync(database, Mail() with { ToName = "Ann\r\nB", Priority = 12, RelatedTo = "ticket:1" });

        result.Outcome.Should().Be(MailQueueOutcome.Queued);
        await using var scope = database.Scope(database.TenantA);
        var row = (await scope.ServiceProvider.GetRequiredService<IMessageLogs>().FindAsync(result.MessageLogId!.Value, default))!;
        row.Subject.Should().Be("[T-7] Printer <on> fire & more");
        row.Html.Should().Be(
            "<html><head></head><body><p class=\"x\" style=\"color:red\">Dear Zoë, see <a href=\"http://localhost:5000/t/T-7\">Printer &lt;on&gt; fire &amp; more</a></p>"
            + "<i>calm</i></body></html>");
        row.Text.Should().Be("Dear Zoë,\nsee http://localhost:5000/t/T-7\n-- calm\n");
        row.ToAddress.Should().Be("Zoe@xn--bcher-kva.example");
        row.ToName.Should().NotContainAny("\r", "\n");
        row.Priority.Should().Be(9);
        row.Status.Should().Be(MessageStatus.Queued);
        row.MessageId.Should().Be($"<{row.Id:N}@workflows.invalid>");
        row.NextAttemptAt.Should().Be(database.Clock.GetUtcNow());
        row.Headers.Should().Contain("auto-generated").And.Contain("X-Auto-Response-Suppress");
    }

    [Fact]
    public async Task The_dispatcher_is_woken_by_the_commit_and_not_before()
    {
        await using var database = await CreateAsync();
        var signal = database.Services.GetRequiredService<MailSignal>();
        await using var scope = database.Scope(database.TenantA);
        await scope.ServiceProvider.GetRequiredService<IMailQueue>().EnqueueAsync(Mail(), default);
        var waiting = signal.WaitAsync(CancellationToken.None);
        waiting.IsCompleted.Should().BeFalse();

        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default);

        await waiting.WaitAsync(TimeSpan.FromSeconds(30));
    }

    [Fact]
    public async Task A_dedupe_key_sends_once_per_tenant()
    {
        await using var database = await CreateAsync();

        var first = await EnqueueAsync(database, Mail());
        var again = await EnqueueAsync(database, Mail() with { To = "else@example.com" });
        var other = await EnqueueAsync(database, Mail(), database.TenantB);

        again.Outcome.Should().Be(MailQueueOutcome.Duplicate);
        again.MessageLogId.Should().Be(first.MessageLogId);
        other.Outcome.Should().Be(MailQueueOutcome.Queued);
        (await database.ScalarAsync<long>("select count(*) from message_logs")).Should().Be(2);
    }

    [Fact]
    public async Task Of_transactions_that_race_with_one_key_one_queues_and_the_others_learn_its_row()
    {
        await using var database = await CreateAsync();

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => EnqueueAsync(database, Mail())));

        var queued = results.Should().ContainSingle(static r => r.Outcome == MailQueueOutcome.Queued).Subject;
        results.Should().OnlyContain(r => r.MessageLogId == queued.MessageLogId);
    }

    [Theory]
    [InlineData("")]
    [InlineData("nobody")]
    [InlineData("a@b@")]
    [InlineData("a b@example.com")]
    [InlineData("x@example.com\r\nBcc: all@example.com")]
    public async Task A_bad_address_is_refused_and_stores_nothing(string address)
    {
        await using var database = await CreateAsync();

        (await EnqueueAsync(database, Mail() with { To = address })).Outcome.Should().Be(MailQueueOutcome.InvalidRecipient);
        (await EnqueueAsync(database, Mail() with { Cc = ["ok@example.com", address] })).Outcome
            .Should().Be(MailQueueOutcome.InvalidRecipient);

        (await database.ScalarAsync<long>("select count(*) from message_logs")).Should().Be(0);
    }

    [Fact]
    public async Task A_suppressed_recipient_gets_a_row_that_says_so_and_a_suppressed_copy_is_left_out()
    {
        await using var database = await CreateAsync();
        await database.ScalarAsync<object>(
            $"insert into suppressions (tenant_id, id, address, reason) values ('{database.TenantA}', '{Guid.CreateVersion7()}', 'gone@example.com', 'bounce')");

        var direct = await EnqueueAsync(database, Mail() with { To = "Gone@Example.com" });
        var copy = await EnqueueAsync(database, Mail() with { DedupeKey = "2", Cc = ["gone@example.com", "here@example.com"] });
        var elsewhere = await EnqueueAsync(database, Mail() with { To = "gone@example.com" }, database.TenantB);

        direct.Outcome.Should().Be(MailQueueOutcome.Suppressed);
        copy.Outcome.Should().Be(MailQueueOutcome.Queued);
        elsewhere.Outcome.Should().Be(MailQueueOutcome.Queued);
        (await database.ScalarAsync<string>($"select status from message_logs where id = '{direct.MessageLogId}'")).Should().Be("suppressed");
        (await database.ScalarAsync<string[]>($"select cc from message_logs where id = '{copy.MessageLogId}'")).Should().Equal("here@example.com");
    }

    [Fact]
    public async Task A_model_that_does_not_fit_leaves_a_row_with_the_error_and_may_be_tried_again()
    {
        await using var database = await CreateAsync();

        var failed = await EnqueueAsync(database, Mail() with { Model = new { Name = "Zoë", Number = "T-7" } });
        var stored = await database.ScalarAsync<string>("select last_error from message_logs where status = 'render_failed'");
        var again = await EnqueueAsync(database, Mail());

        failed.Outcome.Should().Be(MailQueueOutcome.RenderFailed);
        failed.Detail.Should().Contain("Unknown variable `title`").And.Contain("desk/ticket subject(1,");
        stored.Should().Be(failed.Detail);
        again.Outcome.Should().Be(MailQueueOutcome.Queued);
        (await database.ScalarAsync<string>("select status from message_logs")).Should().Be("queued");
    }

    [Fact]
    public async Task A_line_break_in_a_value_stays_in_the_subject_as_a_blank()
    {
        await using var database = await CreateAsync();

        await EnqueueAsync(database, Mail("evil\r\nBcc: all@example.com\u2028x"));

        (await database.ScalarAsync<string>("select subject from message_logs")).Should().Be("[T-7] evil Bcc: all@example.com x");
    }

    [Fact]
    public async Task Nothing_is_stored_when_the_transaction_rolls_back()
    {
        await using var database = await CreateAsync();
        await using (var scope = database.Scope(database.TenantA))
        {
            await scope.ServiceProvider.GetRequiredService<IMailQueue>().EnqueueAsync(Mail(), default);
        }

        (await database.ScalarAsync<long>("select count(*) from message_logs")).Should().Be(0);
    }

    private static TemplatedMail Mail(string title = "Printer <on> fire & more") => new()
    {
        TemplateKey = "desk/ticket",
        To = " Zoe@Bücher.example ",
        Model = new { Name = "Zoë", Number = "T-7", Title = title },
        DedupeKey = "ticket:7:received",
    };

    private Task<DomainDatabase> CreateAsync() =>
        DomainDatabase.CreateAsync(services => services.AddSingleton<IMailTemplateFiles>(_templates));

    private static async Task<MailQueueResult> EnqueueAsync(DomainDatabase database, TemplatedMail mail, Guid? tenant = null)
    {
        await using var scope = database.Scope(tenant ?? database.TenantA);
        var result = await scope.ServiceProvider.GetRequiredService<IMailQueue>().EnqueueAsync(mail, default);
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default);
        return result;
    }
}
