using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Processes;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Sla;

namespace Workflows.Domain.Support.Tickets;

/// <summary>What every change of a ticket ends with: summary, audit row, word to the process, one commit.</summary>
internal sealed class TicketDriver(
    IUnitOfWork unitOfWork, IAuditTrail audit, IProcessGateway processes, SlaDesk desk, CallContext call)
{
    /// <summary>Definition id of the process.</summary>
    public const string DefinitionId = "ticket-sla";

    /// <summary>The members of a ticket that audit rows show.</summary>
    public static object Face(Ticket ticket) => new
    {
        ticket.Number,
        ticket.Subject,
        Status = SnakeCaseEnum<TicketStatus>.NameOf(ticket.Status),
        Priority = SnakeCaseEnum<TicketPriority>.NameOf(ticket.Priority),
        ticket.RequesterId,
        ticket.AssigneeId,
        ticket.TeamId,
        ticket.Category,
        ticket.Tags,
        ticket.PolicyId,
        ticket.PolicyVersion,
        ticket.HoldReason,
        ticket.CloseReason,
        ticket.MergedIntoId,
        ticket.ReopenedCount,
    };

    /// <summary>Writes summary and audit row and wakes the process, or starts one for a ticket whose process has ended.</summary>
    public async ValueTask NoteAsync(
        TicketClocks clocks, string action, object? before, TicketChange change, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var ticket = clocks.Ticket;
        await desk.SummariseAsync(clocks, now, cancellationToken);
        await audit.WriteAsync(action, "ticket", ticket.Id, before, Face(ticket), cancellationToken);
        if (change == TicketChange.Created || call.Actor == Actor.Workflow(ticket.WorkflowInstanceId ?? Guid.Empty))
        {
            // The process that starts, or that has made the change itself, looks at the row anyway.
            return;
        }

        if (ticket.WorkflowInstanceId is not null)
        {
            await processes.PublishAsync(
                new ProcessEvent(TicketChanged.EventName, ticket.CorrelationId, TicketChanged.Of(ticket.Id, change)), cancellationToken);
        }
        else if (ticket.Status is not (TicketStatus.Closed or TicketStatus.Merged))
        {
            await StartAsync(ticket, cancellationToken);
        }
    }

    /// <summary>Starts the ticket's process in this transaction.</summary>
    public async ValueTask StartAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        ticket.WorkflowInstanceId = await processes.StartAsync(
            new ProcessStart(DefinitionId, ticket.CorrelationId, new Dictionary<string, object?> { ["TicketId"] = ticket.Id.ToString() }),
            cancellationToken);
        (ticket.WorkflowDefinitionVersion, ticket.WorkflowEndedAt) = (null, null);
    }

    /// <summary>Removes the ticket; its process finds nothing left to do and ends.</summary>
    public async ValueTask RemoveAsync(Ticket ticket, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        context.Remove(ticket);
        await audit.WriteAsync("ticket.delete", "ticket", ticket.Id, Face(ticket), null, cancellationToken);
        if (ticket.WorkflowInstanceId is not null)
        {
            await processes.PublishAsync(
                new ProcessEvent(TicketChanged.EventName, ticket.CorrelationId, TicketChanged.Of(ticket.Id, TicketChange.Closed)), cancellationToken);
        }

        await unitOfWork.CommitAsync(cancellationToken);
    }

    /// <summary>Commits a change of a note, which moves neither clocks nor process.</summary>
    public async ValueTask NoteChangedAsync(
        Ticket ticket, string action, object before, object? after, CancellationToken cancellationToken)
    {
        await audit.WriteAsync(action, "ticket", ticket.Id, before, after, cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
    }

    /// <summary>Commits, or flushes inside a process step.</summary>
    public ValueTask CommitAsync(CancellationToken cancellationToken) => unitOfWork.CommitAsync(cancellationToken);
}
