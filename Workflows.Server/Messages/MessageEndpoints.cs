using System.Text.Json;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;
using Workflows.Server.Access;
using Workflows.Server.Http.Listing;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Routing;

namespace Workflows.Server.Messages;

/// <summary><c>/api/message-logs</c>: every mail with its text, its journey and its outcome.</summary>
internal static class MessageEndpoints
{
    private static readonly ListShape Shape = new()
    {
        Orderings = ["created_at", "sent_at", "status", "to"],
        Search = "subject, recipient and dedupe key",
        Filters = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["status"] = "State of the mail.",
            ["template"] = "Template key, exact.",
            ["to"] = "Recipient, any case.",
            ["related_to"] = "Business record, e.g. ticket:{id}.",
            ["instance"] = "Workflow instance that asked for it.",
        },
    };

    public static void MapMessages(this IEndpointRouteBuilder routes)
    {
        var logs = routes.MapGroup("/api/message-logs").WithTags("messages").RequireAuthorization(Policies.Staff);
        logs.MapGet("/", ListAsync).WithList(Shape).WithSummary("Mails, newest first.");
        logs.MapGet("/summary", CountAsync).WithSummary("How many mails are in each state.");
        logs.MapGet("/{id:guid}", FindAsync).WithSummary("One mail as rendered.");
        MessageEvidence.Map(logs);
        logs.MapPost("/{id:guid}/send-again", SendAgainAsync).RequireAuthorization(Policies.Manager)
            .WithSummary("Queues a failed, deferred or doubtful mail once more.");
        logs.MapPost("/{id:guid}/mark-sent", MarkSentAsync).RequireAuthorization(Policies.Manager)
            .WithSummary("Settles a doubtful mail: it is known to have arrived.");
    }

    private static async Task<Ok<Paged<MessageSummary>>> ListAsync(
        ListRequest list, IMessageLogs messages, CancellationToken cancellationToken)
    {
        var filter = new MessageFilter
        {
            Status = list.Word<MessageStatus>("status"),
            TemplateKey = list.Text("template"),
            To = list.Text("to"),
            RelatedTo = list.Text("related_to"),
            WorkflowInstanceId = list.Id("instance"),
            Search = list.Search,
            CreatedAfter = list.CreatedAfter,
            CreatedBefore = list.CreatedBefore,
        };
        list.Check();
        var page = await messages.ListAsync(filter, list.SingleOrder(), list.PageNumber, list.PageSize, cancellationToken);
        return TypedResults.Ok(list.Answer(page.Count, page.Messages));
    }

    private static async Task<Ok<IReadOnlyDictionary<string, int>>> CountAsync(
        IMessageLogs messages, CancellationToken cancellationToken)
    {
        var counts = await messages.CountAsync(cancellationToken);
        return TypedResults.Ok<IReadOnlyDictionary<string, int>>(Enum.GetValues<MessageStatus>().ToDictionary(
            static status => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString()), status => counts.GetValueOrDefault(status)));
    }

    private static async Task<Ok<MessageView>> FindAsync(Guid id, IMessageLogs messages, CancellationToken cancellationToken) =>
        TypedResults.Ok(MessageView.Of(await RowAsync(id, messages, cancellationToken)));

    private static async Task<Ok<MessageView>> SendAgainAsync(
        Guid id, IMessageLogs messages, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var row = await RowAsync(id, messages, cancellationToken);
        if (!await messages.SendAgainAsync(id, cancellationToken))
        {
            throw Illegal(row, "failed, deferred or in_doubt");
        }

        await work.CommitAsync(cancellationToken);
        return await FindAsync(id, messages, cancellationToken);
    }

    private static async Task<Ok<MessageView>> MarkSentAsync(
        Guid id, IMessageLogs messages, IUnitOfWork work, CancellationToken cancellationToken)
    {
        var row = await RowAsync(id, messages, cancellationToken);
        if (!await messages.MarkSentAsync(id, cancellationToken))
        {
            throw Illegal(row, "in_doubt");
        }

        await work.CommitAsync(cancellationToken);
        return await FindAsync(id, messages, cancellationToken);
    }

    private static async Task<MessageLog> RowAsync(Guid id, IMessageLogs messages, CancellationToken cancellationToken) =>
        await messages.FindAsync(id, cancellationToken) ?? throw new ProblemException(Problem.NotFound("mail"));

    private static ProblemException Illegal(MessageLog row, string needed) => new(new Problem(
        409, ProblemCodes.IllegalTransition, $"The mail is {MessageView.Word(row.Status)}; this needs one that is {needed}."));
}
