using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;

namespace Workflows.Domain.Shared.Messages;

internal sealed class MessageLogs(IUnitOfWork unitOfWork, IAuditTrail audit, MailSignal signal, TimeProvider time) : IMessageLogs
{
    private static readonly Expression<Func<MessageLog, MessageSummary>> ToSummary = static m => new MessageSummary(
        m.Id, m.TemplateKey, m.ToAddress, m.ToName, m.Subject, m.Status, m.Attempts, m.Priority, m.DedupeKey, m.RelatedTo,
        m.WorkflowInstanceId, m.CreatedAt, m.NotBefore, m.NextAttemptAt, m.SentAt, m.LastError);

    public async ValueTask<MessagePage> ListAsync(
        MessageFilter filter, string? ordering, int page, int pageSize, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(page, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, 100);
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var rows = Filter(context.Set<MessageLog>().AsNoTracking(), filter);
        var ordered = Order(rows, ordering ?? "-created_at");
        var count = await rows.CountAsync(cancellationToken);
        var messages = await ordered
            .Skip((page - 1) * pageSize).Take(pageSize).Select(ToSummary).ToListAsync(cancellationToken);
        return new MessagePage(count, messages);
    }

    public async ValueTask<MessageLog?> FindAsync(Guid id, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return await context.Set<MessageLog>().AsNoTracking().SingleOrDefaultAsync(m => m.Id == id, cancellationToken);
    }

    public async ValueTask<IReadOnlyDictionary<MessageStatus, int>> CountAsync(CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return await context.Set<MessageLog>()
            .GroupBy(static m => m.Status)
            .Select(static g => new { g.Key, Count = g.Count() })
            .ToDictionaryAsync(static g => g.Key, static g => g.Count, cancellationToken);
    }

    public async ValueTask<bool> SendAgainAsync(Guid id, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var now = time.GetUtcNow();
        var changed = await context.Set<MessageLog>()
            .Where(m => m.Id == id && (m.Status == MessageStatus.Failed || m.Status == MessageStatus.InDoubt
                || m.Status == MessageStatus.Deferred))
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(static m => m.Status, MessageStatus.Queued)
                    .SetProperty(static m => m.NextAttemptAt, now)
                    .SetProperty(static m => m.FirstRefusedAt, (DateTimeOffset?)null)
                    .SetProperty(static m => m.DataStartedAt, (DateTimeOffset?)null),
                cancellationToken);
        if (changed == 0)
        {
            return false;
        }

        await audit.WriteAsync("message.send_again", "message", id, null, new { status = "queued" }, cancellationToken);
        unitOfWork.OnCommitted(signal.Raise);
        return true;
    }

    public async ValueTask<bool> MarkSentAsync(Guid id, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var now = time.GetUtcNow();
        var changed = await context.Set<MessageLog>()
            .Where(m => m.Id == id && m.Status == MessageStatus.InDoubt)
            .ExecuteUpdateAsync(
                set => set
                    .SetProperty(static m => m.Status, MessageStatus.Sent)
                    .SetProperty(static m => m.SentAt, now),
                cancellationToken);
        if (changed == 0)
        {
            return false;
        }

        await audit.WriteAsync("message.mark_sent", "message", id, new { status = "in_doubt" }, new { status = "sent" }, cancellationToken);
        return true;
    }

    private static IQueryable<MessageLog> Filter(IQueryable<MessageLog> rows, MessageFilter filter)
    {
        if (filter.Status is { } status)
        {
            rows = rows.Where(m => m.Status == status);
        }

        if (filter.TemplateKey is { } template)
        {
            rows = rows.Where(m => m.TemplateKey == template);
        }

        if (filter.To is { } to)
        {
            rows = rows.Where(m => EF.Functions.ILike(m.ToAddress, EscapeLike(to), "\\"));
        }

        if (filter.RelatedTo is { } related)
        {
            rows = rows.Where(m => m.RelatedTo == related);
        }

        if (filter.WorkflowInstanceId is { } instance)
        {
            rows = rows.Where(m => m.WorkflowInstanceId == instance);
        }

        if (filter.CreatedAfter is { } after)
        {
            rows = rows.Where(m => m.CreatedAt >= after);
        }

        if (filter.CreatedBefore is { } before)
        {
            rows = rows.Where(m => m.CreatedAt < before);
        }

        if (filter.Search is { Length: > 0 } search)
        {
            var pattern = $"%{EscapeLike(search)}%";
            rows = rows.Where(m => EF.Functions.ILike(m.Subject, pattern, "\\")
                || EF.Functions.ILike(m.ToAddress, pattern, "\\")
                || EF.Functions.ILike(m.DedupeKey, pattern, "\\"));
        }

        return rows;
    }

    private static IOrderedQueryable<MessageLog> Order(IQueryable<MessageLog> rows, string ordering)
    {
        var ordered = ordering switch
        {
            "created_at" => rows.OrderBy(static m => m.CreatedAt),
            "-created_at" => rows.OrderByDescending(static m => m.CreatedAt),
            "sent_at" => rows.OrderBy(static m => m.SentAt),
            "-sent_at" => rows.OrderByDescending(static m => m.SentAt),
            "status" => rows.OrderBy(static m => m.Status),
            "-status" => rows.OrderByDescending(static m => m.Status),
            "to" => rows.OrderBy(static m => m.ToAddress),
            "-to" => rows.OrderByDescending(static m => m.ToAddress),
            _ => throw new ArgumentException($"'{ordering}' is no ordering of messages.", nameof(ordering)),
        };
        return ordered.ThenBy(static m => m.Id);
    }

    private static string EscapeLike(string text) =>
        text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("%", "\\%", StringComparison.Ordinal)
            .Replace("_", "\\_", StringComparison.Ordinal);
}
