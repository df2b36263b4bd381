using System.Text.Json.Nodes;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.MailTemplates;
using Workflows.Domain.Shared.Messages;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Tests.Shared.Messages;
using Xunit;

namespace Workflows.Domain.Tests.Shared.MailTemplates;

public sealed class MailTemplateServiceTests
{
    private const string Key = "desk/ticket";
    private static readonly Guid Person = Guid.CreateVersion7();
    private static readonly Actor Manager = new("user", Person, Roles.Manager, "Mia");

    [Fact]
    public async Task An_override_is_the_tenants_alone_and_mails_follow_it_at_once_and_back()
    {
        await using var database = await CreateAsync();
        (await SubjectAsync(database, database.TenantA)).Should().Be("[T-7] Printer");

        var first = await EditAsync(database, static c => c with { Subject = "A: {{ title }}" });
        (await SubjectAsync(database, database.TenantA)).Should().Be("A: Printer");
        (await SubjectAsync(database, database.TenantB)).Should().Be("[T-7] Printer");

        await EditAsync(database, static c => c with { Subject = "B: {{ title }}" });
        await DoAsync(database, s => s.RestoreAsync(Key, 1, null, default));
        (await SubjectAsync(database, database.TenantA)).Should().Be("A: Printer");
        var reset = await DoAsync(database, s => s.ResetAsync(Key, null, default));
        (await SubjectAsync(database, database.TenantA)).Should().Be("[T-7] Printer");

        first.Should().BeOfType<MailTemplateOutcome.Done>().Which.Entry.Origin.Should().Be(MailTemplateOrigin.Overridden);
        reset.Should().BeOfType<MailTemplateOutcome.Done>().Which.Entry.Origin.Should().Be(MailTemplateOrigin.Shipped);
        var versions = await DoAsync(database, s => s.VersionsAsync(Key, default));
        versions.Select(static v => (v.Version, v.Change, v.RestoredVersion, v.Read().Subject)).Should().Equal(
            (4, MailTemplateChange.Reset, null, "[{{ number }}] {{ title }}"), (3, MailTemplateChange.Restore, 1, "A: {{ title }}"),
            (2, MailTemplateChange.Edit, null, "B: {{ title }}"), (1, MailTemplateChange.Edit, null, "A: {{ title }}"));
        (await database.ScalarAsync<long>("select count(*) from audit_logs where entity = 'mail_template'")).Should().Be(4);
    }

    [Fact]
    public async Task What_is_invalid_is_told_with_its_place_and_nothing_is_stored()
    {
        await using var database = await CreateAsync();

        var outcome = await EditAsync(database, static c => c with { Html = "<p>\n{{ titel }}</p>", Text = "{{ mood = 1 }}{{ end }}" });

        outcome.Should().BeOfType<MailTemplateOutcome.Invalid>().Which.Problems.Should().ContainSingle(static p => p.Part == "text" && p.Line == 1);
        outcome = await EditAsync(database, static c => c with { Html = "<p>{{ mood = 1 }}\n{{ titel }}</p>" });
        outcome.Should().BeOfType<MailTemplateOutcome.Invalid>().Which.Problems.Should().ContainSingle()
            .Which.Should().Be(new MailTemplateProblem(Key, "html", 2, 4, "Unknown variable `titel`, did you mean `title`?"));
        (await database.ScalarAsync<long>("select count(*) from mail_templates")).Should().Be(0);
    }

    [Fact]
    public async Task A_layout_is_overridden_for_all_mails_and_refused_when_a_mail_would_break()
    {
        await using var database = await CreateAsync();

        var bad = await DoAsync(database, s => s.UpdateAsync("desk/_layout", new MailTemplateContent { Html = "{{ content }}{{ nobody_knows }}", Text = "{{ content }}" }, null, default));
        var good = await DoAsync(database, s => s.UpdateAsync("desk/_layout", new MailTemplateContent { Html = "<b>{{ content }}</b>", Text = "ours: {{ content }}" }, null, default));

        bad.Should().BeOfType<MailTemplateOutcome.Invalid>().Which.Problems.Should().ContainSingle(static p => p.Key == "desk/_layout" && p.Column == 17);
        good.Should().BeOfType<MailTemplateOutcome.Done>();
        await SubjectAsync(database, database.TenantA);
        (await database.ScalarAsync<string>("select text from message_logs order by created_at desc limit 1")).Should().StartWith("ours: Dear");
    }

    [Fact]
    public async Task A_wording_that_stopped_working_is_replaced_by_the_shipped_one()
    {
        await using var database = await CreateAsync();
        await EditAsync(database, static c => c with { Subject = "A: {{ title }}" });
        await database.ScalarAsync<object>("""update mail_templates set version = 9, content = jsonb_set(content, '{subject}', '"{{ gone }}"')""");
        await using (var scope = database.Scope(database.TenantA))
        {
            scope.ServiceProvider.GetRequiredService<MailTemplateLibrary>().Forget(database.TenantA);
        }

        (await SubjectAsync(database, database.TenantA)).Should().Be("[T-7] Printer");
        (await DoAsync(database, s => s.CheckAsync(Key, default))).Should().ContainSingle(static p => p.Message.Contains("gone", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_own_template_is_made_used_and_deleted()
    {
        await using var database = await CreateAsync();
        var own = new MailTemplateContent
        {
            Description = "Greeting",
            Subject = "Hi {{ who }}",
            Html = "<p>{{ who }}</p>",
            Text = "{{ who }}",
            Schema = JsonNode.Parse("""{"type":"object","properties":{"who":{"type":"string"}},"required":["who"]}""")!.AsObject(),
            Sample = JsonNode.Parse("""{"who":"you"}""")!.AsObject(),
        };

        (await DoAsync(database, s => s.CreateAsync("own/hello", own, default))).Should().BeOfType<MailTemplateOutcome.Done>();
        (await DoAsync(database, s => s.CreateAsync("own/hello", own, default))).Should().BeOfType<MailTemplateOutcome.Conflict>();
        (await DoAsync(database, s => s.CreateAsync("Own/../x", own, default))).Should().BeOfType<MailTemplateOutcome.Invalid>();
        (await DoAsync(database, s => s.FindAsync("own/hello", default), database.TenantB)).Should().BeNull();
        (await SubjectAsync(database, database.TenantA, "own/hello", new { who = "Zoë" })).Should().Be("Hi Zoë");
        (await DoAsync(database, s => s.DeleteAsync(Key, null, default))).Should().BeOfType<MailTemplateOutcome.Conflict>();
        (await DoAsync(database, s => s.DeleteAsync("own/hello", null, default))).Should().BeOfType<MailTemplateOutcome.Deleted>();
        (await database.ScalarAsync<long>("select count(*) from mail_template_versions")).Should().Be(0);
    }

    [Fact]
    public async Task Stale_versions_and_staff_are_refused()
    {
        await using var database = await CreateAsync();
        var first = (MailTemplateOutcome.Done)await EditAsync(database, static c => c with { Subject = "A" });
        var content = first.Entry.Content with { Subject = "B" };

        (await DoAsync(database, s => s.UpdateAsync(Key, content, 0, default))).Should().BeOfType<MailTemplateOutcome.Stale>();
        (await DoAsync(database, s => s.UpdateAsync(Key, content, first.Entry.Row!.RowVersion, default))).Should().BeOfType<MailTemplateOutcome.Done>();
        (await DoAsync(database, s => s.UpdateAsync(Key, content, null, default), actor: new Actor("user", Person, Roles.Staff, "Sam")))
            .Should().BeOfType<MailTemplateOutcome.Forbidden>();
    }

    [Fact]
    public async Task A_test_mail_goes_to_the_caller_only_and_only_a_few_times()
    {
        await using var database = await CreateAsync();
        var outcomes = new List<MailTemplateOutcome>();
        for (var i = 0; i < 6; i++)
        {
            outcomes.Add(await DoAsync(database, s => s.SendTestAsync(Key, null, default)));
        }

        outcomes.Take(5).Should().AllBeOfType<MailTemplateOutcome.Sent>();
        outcomes[5].Should().BeOfType<MailTemplateOutcome.TooMany>().Which.RetryAfter.Should().Be(TimeSpan.FromMinutes(10));
        database.Clock.Advance(TimeSpan.FromMinutes(10) + TimeSpan.FromSeconds(1));
        (await DoAsync(database, s => s.SendTestAsync(Key, null, default))).Should().BeOfType<MailTemplateOutcome.Sent>();
        (await database.ScalarAsync<long>("select count(*) from message_logs where to_address = 'mia@example.com' and subject = '[Test] [T-7] Printer' and status = 'queued'")).Should().Be(6);
        (await database.ScalarAsync<long>("select count(*) from message_logs")).Should().Be(6);
    }

    [Fact]
    public async Task A_preview_renders_what_is_not_saved_and_tells_problems()
    {
        await using var database = await CreateAsync();
        var shipped = (await DoAsync(database, s => s.FindAsync(Key, default)))!.Content;

        var good = await DoAsync(database, s => s.PreviewAsync(Key, shipped with { Subject = "New {{ title }}" }, default));
        var bad = await DoAsync(database, s => s.PreviewAsync(Key, shipped with { Subject = "New {{ titl }}" }, default));
        var part = await DoAsync(database, s => s.PreviewAsync("desk/_foot", new MailTemplateContent { Description = "x", Html = "<u>{{ mood }}</u>" }, default));

        good!.Subject.Should().Be("New Printer");
        good.Html.Should().Contain("style=\"color:red\"");
        good.To.Should().Be("mia@example.com");
        bad!.Html.Should().BeNull();
        bad.Problems.Should().ContainSingle().Which.Part.Should().Be("subject");
        part!.Html.Should().Contain("<u>calm</u>");
        (await database.ScalarAsync<long>("select count(*) from mail_templates")).Should().Be(0);
    }

    private static async Task<DomainDatabase> CreateAsync()
    {
        var database = await DomainDatabase.CreateAsync(static services => services.AddSingleton<IMailTemplateFiles>(new TemplateStub()));
        await using var scope = database.Scope(database.TenantA);
        var work = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        (await work.BeginAsync(default)).Add(new User { Id = Person, Login = "mia", Email = "mia@example.com", Name = "Mia", Role = Roles.Manager });
        await work.CommitAsync(default);
        return database;
    }

    private static async Task<T> DoAsync<T>(
        DomainDatabase database, Func<MailTemplateService, ValueTask<T>> act, Guid? tenant = null, Actor? actor = null)
    {
        await using var scope = database.Scope(tenant ?? database.TenantA, actor ?? Manager);
        return await act(scope.ServiceProvider.GetRequiredService<MailTemplateService>());
    }

    private static Task<MailTemplateOutcome> EditAsync(DomainDatabase database, Func<MailTemplateContent, MailTemplateContent> edit) =>
        DoAsync(database, async s => await s.UpdateAsync(Key, edit((await s.FindAsync(Key, default))!.Content), null, default));

    private static async Task<string?> SubjectAsync(DomainDatabase database, Guid tenant, string key = Key, object? model = null)
    {
        await using var scope = database.Scope(tenant);
        var result = await scope.ServiceProvider.GetRequiredService<IMailQueue>().EnqueueAsync(
            new TemplatedMail
            {
                TemplateKey = key,
                To = "x@example.com",
                DedupeKey = Guid.CreateVersion7().ToString(),
                Model = model ?? new { Name = "Zoë", Number = "T-7", Title = "Printer" },
            },
            default);
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default);
        return await database.ScalarAsync<string>($"select subject from message_logs where id = '{result.MessageLogId}'");
    }
}
