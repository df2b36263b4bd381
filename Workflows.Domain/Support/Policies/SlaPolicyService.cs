using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Calendars;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Tickets;

namespace Workflows.Domain.Support.Policies;

/// <summary>Keeps the policies of a tenant. Every change makes a version; open tickets follow only when asked to.</summary>
public sealed class SlaPolicyService(
    IUnitOfWork unitOfWork, CallContext call, IAuditTrail audit, TimeProvider time, SlaRecalculation recalculation)
{
    /// <summary>Adds a policy.</summary>
    public async ValueTask<SlaPolicyOutcome> CreateAsync(SlaPolicyDraft draft, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var policy = new SlaPolicy { Name = draft.Name, TenantId = call.TenantId };
        var context = await unitOfWork.BeginAsync(cancellationToken);
        if (await CheckAsync(context, policy, draft, cancellationToken) is { } refused)
        {
            return refused;
        }

        Apply(policy, draft);
        context.Add(policy);
        Keep(context, policy);
        await audit.WriteAsync("sla_policy.create", "sla_policy", policy.Id, null, draft, cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
        return new SlaPolicyOutcome.Done(policy);
    }

    /// <summary>
    /// Replaces a policy's content with a new version. Tickets keep what they were promised, unless
    /// <paramref name="applyToOpenTickets"/> is set or the policy is deactivated: then those that have it are matched anew, with
    /// consumed time and pauses kept.
    /// </summary>
    public async ValueTask<SlaPolicyOutcome> UpdateAsync(
        Guid policyId, SlaPolicyDraft draft, bool applyToOpenTickets, uint? version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(draft);
        var context = await unitOfWork.BeginAsync(cancellationToken);
        if (await LockAsync(context, policyId, cancellationToken) is not { } policy)
        {
            return new SlaPolicyOutcome.NotFound();
        }

        if (version is { } expected && expected != policy.RowVersion)
        {
            return new SlaPolicyOutcome.Stale();
        }

        if (await CheckAsync(context, policy, draft, cancellationToken) is { } refused)
        {
            return refused;
        }

        var before = DraftOf(policy);
        if (Json(before) == Json(draft) && !applyToOpenTickets)
        {
            return new SlaPolicyOutcome.Done(policy, Changed: false);
        }

        var wasActive = policy.Active;
        Apply(policy, draft);
        policy.Version++;
        Keep(context, policy);
        await audit.WriteAsync("sla_policy.update", "sla_policy", policy.Id, before, draft, cancellationToken);
        await context.SaveChangesAsync(cancellationToken);
        var tickets = applyToOpenTickets || (wasActive && !policy.Active)
            ? await recalculation.PolicyChangedAsync(policyId, everyTicket: applyToOpenTickets, cancellationToken)
            : 0;
        await unitOfWork.CommitAsync(cancellationToken);
        return new SlaPolicyOutcome.Done(policy, Tickets: tickets);
    }

    /// <summary>Deletes a policy that no ticket was ever promised.</summary>
    public async ValueTask<SlaPolicyOutcome> DeleteAsync(Guid policyId, uint? version, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        if (await LockAsync(context, policyId, cancellationToken) is not { } policy)
        {
            return new SlaPolicyOutcome.NotFound();
        }

        if (!call.Actor.IsManager)
        {
            return new SlaPolicyOutcome.Forbidden();
        }

        if (version is { } expected && expected != policy.RowVersion)
        {
            return new SlaPolicyOutcome.Stale();
        }

        if (await context.Set<Ticket>().AnyAsync(t => t.PolicyId == policyId || t.ForcedPolicyId == policyId, cancellationToken))
        {
            return new SlaPolicyOutcome.Conflict("referenced", "Tickets refer to this policy: deactivate it instead.");
        }

        await context.Set<SlaPolicyVersion>().Where(v => v.PolicyId == policyId).ExecuteDeleteAsync(cancellationToken);
        context.Remove(policy);
        await audit.WriteAsync("sla_policy.delete", "sla_policy", policyId, DraftOf(policy), null, cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
        return new SlaPolicyOutcome.Deleted();
    }

    /// <summary>A policy as it would be; nothing is saved. Null with the reason when the draft would be refused.</summary>
    internal async ValueTask<(SlaPolicy? Policy, SlaPolicyOutcome? Refused)> ImagineAsync(
        Guid? policyId, SlaPolicyDraft draft, CancellationToken cancellationToken)
    {
        var context = await unitOfWork.BeginAsync(cancellationToken);
        var policy = policyId is { } id
            ? await context.Set<SlaPolicy>().AsNoTracking().FirstOrDefaultAsync(p => p.Id == id, cancellationToken)
            : new SlaPolicy { Name = draft.Name, TenantId = call.TenantId };
        if (policy is null)
        {
            return (null, new SlaPolicyOutcome.NotFound());
        }

        if (await CheckAsync(context, policy, draft, cancellationToken) is { } refused)
        {
            return (null, refused);
        }

        Apply(policy, draft);
        policy.Version++;
        return (policy, null);
    }

    /// <summary>A policy in the words of a draft, the base of a merge patch.</summary>
    public static SlaPolicyDraft DraftOf(SlaPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new SlaPolicyDraft
        {
            Name = policy.Name,
            Description = policy.Description,
            Active = policy.Active,
            IsDefault = policy.IsDefault,
            Position = policy.Position,
            Conditions = policy.Conditions,
            Targets = policy.Targets,
            CalendarId = policy.CalendarId,
            PauseOn = policy.PauseOn,
            Warnings = policy.Warnings,
            Escalations = policy.Escalations,
            Rules = policy.Rules,
            EffectiveFrom = policy.EffectiveFrom,
            EffectiveTo = policy.EffectiveTo,
        };
    }

    private static void Apply(SlaPolicy policy, SlaPolicyDraft draft)
    {
        (policy.Name, policy.Description, policy.Active, policy.IsDefault) = (draft.Name.Trim(), draft.Description, draft.Active, draft.IsDefault);
        (policy.Position, policy.Conditions, policy.Targets) = (draft.Position, draft.Conditions, draft.Targets);
        (policy.CalendarId, policy.PauseOn, policy.Warnings) = (draft.CalendarId, draft.PauseOn, draft.Warnings);
        (policy.Escalations, policy.Rules) = (draft.Escalations, draft.Rules);
        (policy.EffectiveFrom, policy.EffectiveTo) = (draft.EffectiveFrom, draft.EffectiveTo);
    }

    private static string Json(SlaPolicyDraft draft) => JsonSerializer.Serialize(draft, JsonColumns.Options);

    private static Task<SlaPolicy?> LockAsync(DomainDbContext context, Guid policyId, CancellationToken cancellationToken) =>
        context.Set<SlaPolicy>().FromSql($"select p.*, p.xmin from support_sla_policies p where p.id = {policyId} for update")
            .SingleOrDefaultAsync(cancellationToken);

    private void Keep(DomainDbContext context, SlaPolicy policy) => context.Add(new SlaPolicyVersion
    {
        TenantId = policy.TenantId,
        PolicyId = policy.Id,
        Version = policy.Version,
        Content = Json(DraftOf(policy)),
        ActorName = call.Actor.Name,
        CreatedAt = time.Now(),
    });

    private async ValueTask<SlaPolicyOutcome?> CheckAsync(
        DomainDbContext context, SlaPolicy policy, SlaPolicyDraft draft, CancellationToken cancellationToken)
    {
        if (!call.Actor.IsManager)
        {
            return new SlaPolicyOutcome.Forbidden();
        }

        var errors = new Dictionary<string, string[]>(SlaPolicyValidator.Check(draft));
        if (!await context.Set<Calendar>().AnyAsync(c => c.Id == draft.CalendarId, cancellationToken))
        {
            errors["calendar_id"] = ["No such calendar."];
        }

        if (errors.Count > 0)
        {
            return new SlaPolicyOutcome.Invalid(errors);
        }

        var name = draft.Name.Trim().ToLowerInvariant();
#pragma warning disable CA1862, CA1311, CA1304, MA0011 // Translated to lower(name), which the unique index is on; no culture takes part.
        if (await context.Set<SlaPolicy>().AnyAsync(p => p.Id != policy.Id && p.Name.ToLower() == name, cancellationToken))
#pragma warning restore CA1862, CA1311, CA1304, MA0011
        {
            return new SlaPolicyOutcome.Conflict("duplicate_name", "Another policy has this name.");
        }

        return draft.IsDefault
            && await context.Set<SlaPolicy>().AnyAsync(p => p.Id != policy.Id && p.IsDefault && p.Active, cancellationToken)
            ? new SlaPolicyOutcome.Conflict("second_default", "Another active policy is the default.")
            : null;
    }
}
