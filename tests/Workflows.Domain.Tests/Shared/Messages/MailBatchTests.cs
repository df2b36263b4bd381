using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.MailTemplates;
using Workflows.Domain.Shared.Messages;
using Xunit;

namespace Workflows.Domain.Tests.Shared.Messages;

public sealed class MailBatchTests
{
    private readonly TemplateStub _templates = new();

    [Fact]
    public async Task A_batch_gives_each_mail_its_own_result_in_order()
    {
        await using var database = await CreateAsync();
        await database.ScalarAsync<object>(
            $"insert into suppressions (tenant_id, id, address, reason) values ('{database.TenantA}', '{Guid.CreateVersion7()}', 'gone@example.com', 'bounce')");
        _templates.Files["desk/broken.sbnhtml"] = TemplateStub.Front + "{{ nothing }}";
        _templates.Files["desk/broken.sbntxt"] = "x\n";
        var old = (await EnqueueAsync(database, Mail("old")))[0];

        var results = await EnqueueAsync(
            database, Mail("b"), Mail("a") with { Cc = ["GONE@example.com", "boss@example.com"] }, Mail("old"), Mail("c") with { To = "no address" },
            Mail("d") with { To = "Gone@Example.com" }, Mail("e") with { TemplateKey = "desk/broken" }, Mail("a") with { To = "else@example.com" });

        results.Select(static r => r.Outcome).Should().Equal(
            MailQueueOutcome.Queued, MailQueueOutcome.Queued, MailQueueOutcome.Duplicate, MailQueueOutcome.InvalidRecipient,
            MailQueueOutcome.Suppressed, MailQueueOutcome.RenderFailed, MailQueueOutcome.Duplicate);
        results[2].MessageLogId.Should().Be(old.MessageLogId);
        results[6].MessageLogId.Should().Be(results[1].MessageLogId);
        (await database.ScalarAsync<string[]>($"select cc from message_logs where id = '{results[1].MessageLogId}'")).Should().Equal("boss@example.com");
        (await database.ScalarAsync<string>("select string_agg(dedupe_key || ' ' || status, ', ' order by dedupe_key) from message_logs"))
            .Should().Be("a queued, b queued, d suppressed, e render_failed, old queued");
    }

    [Fact]
    public async Task Two_batches_with_the_same_keys_in_opposite_order_do_not_lock_each_other_out()
    {
        await using var database = await CreateAsync();
        var mails = Enumerable.Range(0, 300).Select(static i => Mail($"{i:000}")).ToArray();

        var results = await Task.WhenAll(EnqueueAsync(database, mails), EnqueueAsync(database, [.. mails.Reverse()]));

        results.SelectMany(static r => r).Count(static r => r.Outcome == MailQueueOutcome.Queued).Should().Be(300);
        (await database.ScalarAsync<long>("select count(*) from message_logs")).Should().Be(300);
    }

    [Fact]
    public async Task A_secret_is_kept_until_the_mail_is_sent_and_masked_wherever_it_is_shown()
    {
        await using var database = await CreateAsync();
        const string Secret = "to+ken/&7x";
        var id = (await EnqueueAsync(database, Mail("s") with { Model = new { Name = "Ann", Number = Secret, Title = "t" }, Secrets = [Secret] }))[0].MessageLogId;

        var html = await database.ScalarAsync<string>($"select html from message_logs where id = '{id}'");
        html.Should().Contain("ken");
        MailSecrets.Mask(html!, [Secret]).Should().Contain(MailSecrets.Mark).And.NotContain("ken");
        MailSecrets.Mask("https://x/?t=to%2Bken%2F%267x", [Secret]).Should().Be("https://x/?t=***");
        (await database.ScalarAsync<string[]>($"select secrets from message_logs where id = '{id}'")).Should().Equal(Secret);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("with a\nline break")]
    public async Task A_secret_that_cannot_be_masked_is_refused(string secret)
    {
        await using var database = await CreateAsync();

        var enqueue = () => EnqueueAsync(database, Mail("s") with { Secrets = [secret] });

        await enqueue.Should().ThrowAsync<ArgumentException>();
    }

    private static TemplatedMail Mail(string key) => new()
    {
        TemplateKey = "desk/ticket",
        To = "ann@example.com",
        Model = new { Name = "Zoë", Number = "T-7", Title = "Printer" },
        DedupeKey = key,
    };

    private Task<DomainDatabase> CreateAsync() =>
        DomainDatabase.CreateAsync(services => services.AddSingleton<IMailTemplateFiles>(_templates));

    private static async Task<IReadOnlyList<MailQueueResult>> EnqueueAsync(DomainDatabase database, params TemplatedMail[] mails)
    {
        await using var scope = database.Scope(database.TenantA);
        var results = await scope.ServiceProvider.GetRequiredService<IMailQueue>().EnqueueAsync(mails, default);
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default);
        return results;
    }
}
