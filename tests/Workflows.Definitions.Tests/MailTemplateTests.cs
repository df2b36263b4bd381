using FluentAssertions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Workflows.Definitions.Support;
using Workflows.Domain.Shared.MailTemplates;
using Workflows.Domain.Shared.Messages;
using Workflows.Domain.Support.Tickets;
using Xunit;

namespace Workflows.Definitions.Tests;

/// <summary>Every mail of the process is rendered from the very model that the process makes, strictly.</summary>
public sealed class MailTemplateTests
{
    private static readonly EmbeddedMailTemplates Templates = new((typeof(TicketSlaWorkflow).Assembly, "Mails/"));

    private static readonly string[] Expected =
    [
        "assigned", "breach", "breach-digest", "closed", "closing-notice", "customer-reply", "escalated", "nobody-available",
        "pause-expired", "public-reply", "reassigned", "received", "reopened", "reopened-again", "resolved", "survey-invitation",
        "survey-reminder", "waiting-reminder", "warning",
    ];

    private static readonly MailTemplateLibrary Library = new(
        Templates, Options.Create(new MailQueueOptions()), Options.Create(new MailTemplateOptions()), TimeProvider.System,
        NullLogger<MailTemplateLibrary>.Instance);

    [Fact]
    public async Task All_mails_have_schema_and_sample_and_render_from_it_without_an_unknown_variable()
    {
        Library.ShippedMails.Should().Equal(Expected.Select(static name => $"support/{name}"));
        (await Library.FindProblemsAsync(default)).Should().BeEmpty();
    }

    [Fact]
    public async Task Every_mail_renders_from_the_models_of_real_tickets()
    {
        await using var world = await EngineWorld.CreateAsync();
        await MakeEveryMailAsync(world);
        var seen = new HashSet<string>();

        foreach (var mail in world.Firm.Mails.Sent)
        {
            seen.Add(mail.TemplateKey["support/".Length..]);
            Library.CheckModel(mail.TemplateKey, mail.Model).Should().BeEmpty("the schema of {0} is what the process promises", mail.TemplateKey);
            var rendered = await Library.Shipped.Get(mail.TemplateKey).RenderAsync(mail.Model, default);
            rendered.Html.TrimEnd().Should().Contain("Printer &lt;on&gt; fire", "the subject is escaped in {0}", mail.TemplateKey)
                .And.NotContain("{{").And.EndWith("</html>").And.Contain("<p style=\"margin:0 0 14px\">Hello ");
            rendered.Text.Should().StartWith("Hello ").And.Contain("Printer <on> fire").And.Contain("\n-- \nThis is").And.NotContain("{{");
            rendered.Subject.Should().NotBeEmpty().And.NotContain("{{");
        }

        seen.Should().BeEquivalentTo(Expected);
    }

    private static async Task MakeEveryMailAsync(EngineWorld world)
    {
        var subject = new TicketPatch { Subject = "Printer <on> fire" };
        async Task<Guid> OpenAsync(TicketPriority priority)
        {
            var outcome = await world.DoAsync("bob", tickets => tickets.CreateAsync(
                new NewTicket
                {
                    Subject = subject.Subject!,
                    RequesterId = world.Firm.People["joe"],
                    Priority = priority,
                    TeamId = world.Firm.FirstLine,
                    AssigneeId = world.Firm.People["ann"],
                },
                default));
            return ((TicketOutcome.Done)outcome).Ticket.Id;
        }

        var id = await OpenAsync(TicketPriority.Urgent);
        await world.PassAsync(TimeSpan.FromDays(1));
        await world.Firm.SendDigestAsync();
        await world.DoAsync("joe", tickets => tickets.CommentAsync(id, new NewComment { Body = "Help!" }, default));
        await world.DoAsync("ann", tickets => tickets.CommentAsync(id, new NewComment { Body = "On my way" }, default));
        await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Out", null, default));
        await world.DoAsync("joe", tickets => tickets.ReopenAsync(id, null, default));
        await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Out", null, default));
        await world.DoAsync("joe", tickets => tickets.ReopenAsync(id, null, default));
        await world.DoAsync("ann", tickets => tickets.ResolveAsync(id, "Out", null, default));
        var held = await OpenAsync(TicketPriority.Normal);
        await world.DoAsync("ann", tickets => tickets.HoldAsync(held, "parts", null, default));
        await world.PassAsync(TimeSpan.FromDays(31));
        await world.Firm.EverybodyAwayAsync();
        var late = await OpenAsync(TicketPriority.Urgent);
        await world.PassAsync(TimeSpan.FromDays(1));
        await world.DoAsync("ann", tickets => tickets.PendAsync(held, null, default));
        await world.PassAsync(TimeSpan.FromDays(15));
        await world.DoAsync("ann", tickets => tickets.CloseAsync(late, "other", null, default));
    }
}
