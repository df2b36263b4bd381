using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Shared.MailTemplates;

/// <summary>Keeps the templates of a tenant. Every change makes a version, and nothing invalid is stored.</summary>
public sealed partial class MailTemplateService(
    IUnitOfWork unitOfWork, CallContext call, IAuditTrail audit, MailTemplateLibrary library, TimeProvider time, MailTemplateTests tests)
{
    private const string Entity = "mail_template";

    /// <summary>All templates of the tenant by key: shipped, overridden and own ones.</summary>
    public async ValueTask<IReadOnlyList<MailTemplateEntry>> ListAsync(CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var rows = await context.Set<StoredMailTemplate>().AsNoTracking().ToDictionaryAsync(static t => t.Key, StringComparer.Ordinal, cancellationToken);
        return [.. library.Shipped.Contents.Keys.Union(rows.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)
            .Select(key => EntryOf(key, rows.GetValueOrDefault(key))!)];
    }

    /// <summary>One template; null when the tenant has none of this key.</summary>
    public async ValueTask<MailTemplateEntry?> FindAsync(string key, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return EntryOf(key, await context.Set<StoredMailTemplate>().AsNoTracking().SingleOrDefaultAsync(t => t.Key == key, cancellationToken));
    }

    /// <summary>What is wrong with a template as it is in use, e.g. since a release changed its model.</summary>
    public async ValueTask<IReadOnlyList<MailTemplateProblem>> CheckAsync(string key, CancellationToken cancellationToken) =>
        await MailTemplateCheck.FindAsync(await SetAsync(cancellationToken), key, cancellationToken);

    /// <summary>Adds a template of the tenant's own.</summary>
    public async ValueTask<MailTemplateOutcome> CreateAsync(string key, MailTemplateContent content, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        if (!call.Actor.IsManager)
        {
            return new MailTemplateOutcome.Forbidden();
        }

        if (!MailTemplateKey.IsValid(key))
        {
            return new MailTemplateOutcome.Invalid([new MailTemplateProblem(
                key, "key", 0, 0, "Must be module/name in lower-case letters, digits and hyphens; layouts and partials are module/_name.")]);
        }

        if (await FindAsync(key, cancellationToken) is not null)
        {
            return new MailTemplateOutcome.Conflict("duplicate", $"There is a template {key} already.");
        }

        return await StoreAsync(key, null, content, MailTemplateChange.Edit, null, "mail_template.create", cancellationToken);
    }

    /// <summary>Gives a template another wording: a new version, and for a shipped one the tenant's first.</summary>
    /// <param name="key">The template.</param>
    /// <param name="content">Its whole content; what belongs to the process is taken from the shipped template.</param>
    /// <param name="version">Row version the change is based on; 0 when there was no row; null when not said.</param>
    /// <param name="cancellationToken">Stops the work.</param>
    public async ValueTask<MailTemplateOutcome> UpdateAsync(
        string key, MailTemplateContent content, uint? version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(content);
        var (row, refused) = await LockAsync(key, version, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        var entry = EntryOf(key, row)!;
        content = library.Complete(key, content);
        return MailTemplateJson.Write(entry.Content) == MailTemplateJson.Write(content)
            ? new MailTemplateOutcome.Done(entry)
            : await StoreAsync(key, row, content, MailTemplateChange.Edit, null, "mail_template.update", cancellationToken);
    }

    /// <summary>Takes up an earlier version again, as a new one.</summary>
    public async ValueTask<MailTemplateOutcome> RestoreAsync(
        string key, int earlier, uint? version, CancellationToken cancellationToken)
    {
        var (row, refused) = await LockAsync(key, version, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        var context = await unitOfWork.BeginAsync(cancellationToken);
        var found = row is null ? null : await context.Set<MailTemplateVersion>().AsNoTracking()
            .SingleOrDefaultAsync(v => v.TemplateId == row.Id && v.Version == earlier, cancellationToken);
        if (found is null)
        {
            return new MailTemplateOutcome.NotFound("version");
        }

        return row!.InUse && row.Version == earlier
            ? new MailTemplateOutcome.Done(EntryOf(key, row)!)
            : await StoreAsync(
                key, row, library.Complete(key, MailTemplateJson.Read(found.Content)), MailTemplateChange.Restore, earlier,
                "mail_template.restore", cancellationToken);
    }

    /// <summary>Goes back to the shipped template. The history stays.</summary>
    public async ValueTask<MailTemplateOutcome> ResetAsync(string key, uint? version, CancellationToken cancellationToken)
    {
        var (row, refused) = await LockAsync(key, version, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        if (!library.Shipped.Contents.TryGetValue(key, out var shipped))
        {
            return new MailTemplateOutcome.Conflict("not_shipped", "This template is your own: there is no shipped one to go back to.");
        }

        return row is not { InUse: true }
            ? new MailTemplateOutcome.Done(EntryOf(key, row)!)
            : await StoreAsync(key, row, shipped, MailTemplateChange.Reset, null, "mail_template.reset", cancellationToken);
    }

    /// <summary>Deletes a template of the tenant's own with its history. A shipped one can only be reset.</summary>
    public async ValueTask<MailTemplateOutcome> DeleteAsync(string key, uint? version, CancellationToken cancellationToken)
    {
        var (row, refused) = await LockAsync(key, version, cancellationToken);
        if (refused is not null)
        {
            return refused;
        }

        if (library.Shipped.Contents.ContainsKey(key))
        {
            return new MailTemplateOutcome.Conflict("shipped", "Shipped templates cannot be deleted; go back to the shipped wording instead.");
        }

        var users = MailTemplateCheck.UsersOf(await SetAsync(cancellationToken), key).Take(5).ToList();
        if (users.Count > 0)
        {
            return new MailTemplateOutcome.Conflict("referenced", $"Other templates use it: {string.Join(", ", users)}.");
        }

        var context = await unitOfWork.BeginAsync(cancellationToken);
        context.Remove(row!);
        await audit.WriteAsync("mail_template.delete", Entity, row!.Id, MailTemplateJson.Read(row.Content), null, cancellationToken);
        await CommitAsync(cancellationToken);
        return new MailTemplateOutcome.Deleted();
    }

    /// <summary>The versions of a template, newest first; empty when the tenant never changed it.</summary>
    public async ValueTask<IReadOnlyList<MailTemplateVersion>> VersionsAsync(string key, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return await context.Set<MailTemplateVersion>().AsNoTracking()
            .Where(v => context.Set<StoredMailTemplate>().Any(t => t.Id == v.TemplateId && t.Key == key))
            .OrderByDescending(static v => v.Version).ToListAsync(cancellationToken);
    }

    private MailTemplateEntry? EntryOf(string key, StoredMailTemplate? row)
    {
        var shipped = library.Shipped.Contents.GetValueOrDefault(key);
        if (row is { InUse: true })
        {
            var origin = shipped is null ? MailTemplateOrigin.Own : MailTemplateOrigin.Overridden;
            return new MailTemplateEntry(key, origin, library.Complete(key, MailTemplateJson.Read(row.Content)), shipped, row);
        }

        return shipped is null ? null : new MailTemplateEntry(key, MailTemplateOrigin.Shipped, shipped, shipped, row);
    }

    private async ValueTask<(StoredMailTemplate? Row, MailTemplateOutcome? Refused)> LockAsync(
        string key, uint? version, CancellationToken cancellationToken)
    {
        if (!call.Actor.IsManager)
        {
            return (null, new MailTemplateOutcome.Forbidden());
        }

        var context = await unitOfWork.BeginAsync(cancellationToken);
        var row = await context.Set<StoredMailTemplate>()
            .FromSql($"select t.*, t.xmin from mail_templates t where t.key = {key} for update").SingleOrDefaultAsync(cancellationToken);
        if (EntryOf(key, row) is null)
        {
            return (null, new MailTemplateOutcome.NotFound());
        }

        return version is { } expected && expected != (row?.RowVersion ?? 0) ? (row, new MailTemplateOutcome.Stale()) : (row, null);
    }

    private async ValueTask<MailTemplateSet> SetAsync(CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        return library.SetOf(await context.Set<StoredMailTemplate>().AsNoTracking().Where(static t => t.InUse).ToListAsync(cancellationToken));
    }

    private async ValueTask<MailTemplateOutcome> StoreAsync(
        string key, StoredMailTemplate? row, MailTemplateContent content, MailTemplateChange change, int? restored, string action,
        CancellationToken cancellationToken)
    {
        var set = (await SetAsync(cancellationToken)).With([KeyValuePair.Create(key, content)]);
        if (await MailTemplateCheck.FindAsync(set, key, cancellationToken) is { Count: > 0 } problems)
        {
            return new MailTemplateOutcome.Invalid(problems);
        }

        var context = await unitOfWork.BeginAsync(cancellationToken);
        var before = EntryOf(key, row);
        var json = MailTemplateJson.Write(library.Strip(key, content));
        if (row is null)
        {
            row = new StoredMailTemplate { Key = key, Content = json, ActorName = call.Actor.Name, TenantId = call.TenantId };
            context.Add(row);
        }

        row.Version++;
        (row.InUse, row.Content, row.ActorName) = (change != MailTemplateChange.Reset, json, call.Actor.Name);
        context.Add(new MailTemplateVersion
        {
            TenantId = row.TenantId,
            TemplateId = row.Id,
            Version = row.Version,
            Change = change,
            RestoredVersion = restored,
            Content = json,
            ActorName = call.Actor.Name,
            CreatedAt = time.GetUtcNow(),
        });
        await audit.WriteAsync(
            action, Entity, row.Id, before is null ? null : Trace(before.Content, row.Version - 1), Trace(content, row.Version), cancellationToken);
        await CommitAsync(cancellationToken);
        return new MailTemplateOutcome.Done(EntryOf(key, row)!);
    }

    private async ValueTask CommitAsync(CancellationToken cancellationToken)
    {
        var tenant = call.TenantId;
        unitOfWork.OnCommitted(() => library.Forget(tenant));
        await unitOfWork.CommitAsync(cancellationToken);
    }

    // The history has the whole wording; the trail says which version, and what can be read at a glance.
    private static object Trace(MailTemplateContent content, int version) =>
        new { version, content.Subject, content.Layout, html_length = content.Html?.Length, text_length = content.Text?.Length };
}
