using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Messages;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>Test mails: to the person who asks, a few at a time.</summary>
public sealed class MailTemplateTests(
    IUnitOfWork unitOfWork, CallContext call, IMailQueue queue, IOptions<MailTemplateOptions> options, TimeProvider time)
{
    internal async ValueTask<User?> FindCallerAsync(CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return await context.Set<User>().AsNoTracking().SingleOrDefaultAsync(u => u.Id == call.Actor.UserId, cancellationToken);
    }

    internal async ValueTask<MailTemplateOutcome> SendAsync(string key, RenderedMail mail, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        if (await FindCallerAsync(cancellationToken) is not { } person)
        {
            return new MailTemplateOutcome.Forbidden();
        }

        // Of two requests at once, the second waits until the first has its row, and counts it.
        var mark = $"template-test:{person.Id}";
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtextextended({mark}, 0))", cancellationToken);
        var now = time.GetUtcNow();
        var since = now - options.Value.TestWindow;
        var recent = await context.Set<MessageLog>().AsNoTracking().Where(m => m.RelatedTo == mark && m.CreatedAt > since)
            .OrderByDescending(static m => m.CreatedAt).Select(static m => m.CreatedAt).Take(options.Value.TestsPerWindow).ToListAsync(cancellationToken);
        if (recent.Count >= options.Value.TestsPerWindow)
        {
            return new MailTemplateOutcome.TooMany(recent[^1] + options.Value.TestWindow - now);
        }

        var result = await queue.EnqueueAsync(
            new TemplatedMail
            {
                TemplateKey = key,
                To = person.Email,
                ToName = person.Name,
                Model = new Dictionary<string, object?>(),
                Prepared = mail,
                DedupeKey = $"{mark}:{Guid.CreateVersion7()}",
                Priority = 2,
                RelatedTo = mark,
            },
            cancellationToken);
        if (result.Outcome != MailQueueOutcome.Queued)
        {
            return new MailTemplateOutcome.Conflict("not_sent", $"The test mail to {person.Email} was not queued: {result.Detail}.");
        }

        await unitOfWork.CommitAsync(cancellationToken);
        return new MailTemplateOutcome.Sent(result.MessageLogId!.Value, person.Email);
    }
}
