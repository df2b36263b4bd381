using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;
using Xunit;

namespace Workflows.Domain.Tests.Shared.Messages;

public sealed class MessageLogsTests
{
    [Fact]
    public async Task Lists_are_filtered_ordered_and_paged_within_the_tenant()
    {
        await using var database = await DomainDatabase.CreateAsync();
        var start = database.Clock.GetUtcNow();
        for (var i = 0; i < 5; i++)
        {
            await AddAsync(database, database.TenantA, MessageStatus.Sent, $"u{i}@example.com", start.AddMinutes(i));
        }

        await AddAsync(database, database.TenantA, MessageStatus.Failed, "100%_sure@example.com", start.AddHours(1));
        await AddAsync(database, database.TenantB, MessageStatus.Sent, "other@example.com", start);

        var first = await UseAsync(database, logs => logs.ListAsync(new MessageFilter { Status = MessageStatus.Sent }, null, 1, 2, default));
        var third = await UseAsync(database, logs => logs.ListAsync(new MessageFilter { Status = MessageStatus.Sent }, "created_at", 3, 2, default));
        var search = await UseAsync(database, logs => logs.ListAsync(new MessageFilter { Search = "%_S" }, null, 1, 25, default));
        var range = await UseAsync(database, logs => logs.ListAsync(
            new MessageFilter { CreatedAfter = start.AddMinutes(1), CreatedBefore = start.AddMinutes(3) }, "to", 1, 25, default));
        var to = await UseAsync(database, logs => logs.ListAsync(new MessageFilter { To = "U3@EXAMPLE.com" }, null, 1, 25, default));
        var counts = await UseAsync(database, logs => logs.CountAsync(default));

        first.Count.Should().Be(5);
        first.Messages.Select(static m => m.ToAddress).Should().Equal("u4@example.com", "u3@example.com");
        third.Messages.Select(static m => m.ToAddress).Should().Equal("u4@example.com");
        search.Messages.Select(static m => m.ToAddress).Should().Equal("100%_sure@example.com");
        range.Messages.Select(static m => m.ToAddress).Should().Equal("u1@example.com", "u2@example.com");
        to.Count.Should().Be(1);
        counts.Should().Equal(new Dictionary<MessageStatus, int> { [MessageStatus.Sent] = 5, [MessageStatus.Failed] = 1 });
    }

    [Fact]
    public async Task An_unknown_ordering_is_refused()
    {
        await using var database = await DomainDatabase.CreateAsync();

        var list = () => UseAsync(database, logs => logs.ListAsync(new MessageFilter(), "html", 1, 25, default));

        await list.Should().ThrowAsync<ArgumentException>();
    }

    [Fact]
    public async Task Another_tenants_mail_is_not_found()
    {
        await using var database = await DomainDatabase.CreateAsync();
        var id = await AddAsync(database, database.TenantB, MessageStatus.Sent, "x@example.com", database.Clock.GetUtcNow());

        (await UseAsync(database, logs => logs.FindAsync(id, default))).Should().BeNull();
    }

    [Theory]
    [InlineData(MessageStatus.Failed, true, false)]
    [InlineData(MessageStatus.InDoubt, true, true)]
    [InlineData(MessageStatus.Deferred, true, false)]
    [InlineData(MessageStatus.Sent, false, false)]
    [InlineData(MessageStatus.Sending, false, false)]
    [InlineData(MessageStatus.Suppressed, false, false)]
    public async Task Operators_settle_what_did_not_leave_and_the_audit_says_so(MessageStatus status, bool again, bool settle)
    {
        await using var database = await DomainDatabase.CreateAsync();
        var one = await AddAsync(database, database.TenantA, status, "x@example.com", database.Clock.GetUtcNow());
        var two = await AddAsync(database, database.TenantA, status, "y@example.com", database.Clock.GetUtcNow());

        (await UseAsync(database, logs => logs.SendAgainAsync(one, default))).Should().Be(again);
        (await UseAsync(database, logs => logs.MarkSentAsync(two, default))).Should().Be(settle);

        (await database.ScalarAsync<string>($"select status from message_logs where id = '{one}'"))
            .Should().Be(again ? "queued" : SnakeCaseEnum<MessageStatus>.NameOf(status));
        (await database.ScalarAsync<string>($"select status from message_logs where id = '{two}'"))
            .Should().Be(settle ? "sent" : SnakeCaseEnum<MessageStatus>.NameOf(status));
        (await database.ScalarAsync<long>("select count(*) from audit_logs")).Should().Be((again ? 1 : 0) + (settle ? 1 : 0));
    }

    private static async Task<Guid> AddAsync(
        DomainDatabase database, Guid tenant, MessageStatus status, string to, DateTimeOffset created)
    {
        await using var scope = database.Scope(tenant);
        var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        var id = Guid.CreateVersion7();
        (await unitOfWork.BeginAsync(default)).Add(new MessageLog
        {
            Id = id,
            DedupeKey = id.ToString(),
            TemplateKey = "t",
            ToAddress = to,
            Cc = [],
            Subject = "s",
            Html = "h",
            Text = "t",
            Headers = "{}",
            MessageId = $"<{id:N}@x>",
            Status = status,
            NextAttemptAt = created,
            CreatedAt = created,
        });
        await unitOfWork.CommitAsync(default);
        return id;
    }

    private static async Task<T> UseAsync<T>(DomainDatabase database, Func<IMessageLogs, ValueTask<T>> use)
    {
        await using var scope = database.Scope(database.TenantA);
        var result = await use(scope.ServiceProvider.GetRequiredService<IMessageLogs>());
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default);
        return result;
    }
}
