using System.Text.Json;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Support.Tickets;

/// <summary>Opening tickets and changing their fields.</summary>
public sealed partial class TicketService
{
    private const int LongestSubject = 200;
    private const int LongestText = 65_536;

    /// <summary>
    /// Opens a ticket and starts its process in the same transaction. Portal contacts open tickets of their own and set nothing that
    /// staff decide.
    /// </summary>
    public async ValueTask<TicketOutcome> CreateAsync(NewTicket input, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (_call.Actor.IsPortal && (input.Priority ?? (object?)input.AssigneeId ?? input.TeamId ?? input.PolicyId ?? (object?)input.CustomFields) is not null)
        {
            return new TicketOutcome.Forbidden("Priority, assignee, team, policy and custom fields are set by staff.");
        }

        var context = await _unitOfWork.BeginAsync(cancellationToken);
        if (await CheckAsync(input, cancellationToken) is { } invalid)
        {
            return invalid;
        }

        var ticket = await AddAsync(context, input, cancellationToken);
        await _driver.CommitAsync(cancellationToken);
        return new TicketOutcome.Done(ticket);
    }

    /// <summary>Changes fields. What the promise depends on makes the clocks recalculate, consumed time and pauses kept.</summary>
    public ValueTask<TicketOutcome> PatchAsync(Guid ticketId, TicketPatch patch, uint? version, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(patch);
        return CommandAsync(ticketId, version, "ticket.patch", TicketChange.Recalculate, async session =>
        {
            var ticket = session.Ticket;
            if (OnlyStaff() is { } forbidden)
            {
                return forbidden;
            }

            if (ticket.Status is TicketStatus.Closed or TicketStatus.Merged)
            {
                return Illegal(ticket);
            }

            if (await CheckPatchAsync(patch, cancellationToken) is { } invalid)
            {
                return invalid;
            }

            var team = ticket.TeamId;
            if (!Apply(ticket, patch))
            {
                return new TicketOutcome.Done(ticket, Changed: false);
            }

            if (ticket.TeamId != team)
            {
                RecordAssignment(session, ticket.AssigneeId, team, "team");
            }

            await _desk.RematchAsync(session.Clocks, ReasonOf(patch), session.Now, cancellationToken);
            return null;
        }, cancellationToken);
    }

    private static string ReasonOf(TicketPatch patch) =>
        patch.Priority is not null ? "priority"
        : patch.PolicyId is not null ? "policy"
        : patch.TeamId is not null ? "team"
        : patch.RequesterId is not null ? "requester"
        : "fields";

    private static bool Apply(Ticket ticket, TicketPatch patch)
    {
        static Guid? NoneIfEmpty(Guid id) => id == Guid.Empty ? null : id;
        var before = JsonSerializer.Serialize(TicketDriver.Face(ticket)) + ticket.ForcedPolicyId + ticket.CustomFields;
        ticket.Subject = patch.Subject ?? ticket.Subject;
        ticket.Priority = patch.Priority ?? ticket.Priority;
        ticket.Category = patch.Category is { } category ? (category.Length == 0 ? null : category) : ticket.Category;
        ticket.Tags = patch.Tags is { } tags ? Labels(tags) : ticket.Tags;
        ticket.TeamId = patch.TeamId is { } team ? NoneIfEmpty(team) : ticket.TeamId;
        ticket.RequesterId = patch.RequesterId ?? ticket.RequesterId;
        ticket.ForcedPolicyId = patch.PolicyId is { } policy ? NoneIfEmpty(policy) : ticket.ForcedPolicyId;
        ticket.CustomFields = patch.CustomFields ?? ticket.CustomFields;
        return before != JsonSerializer.Serialize(TicketDriver.Face(ticket)) + ticket.ForcedPolicyId + ticket.CustomFields;
    }

    private static string[] Labels(IEnumerable<string> tags) =>
        [.. tags.Select(static tag => tag.Trim().ToLowerInvariant()).Where(static tag => tag.Length > 0).Distinct().Order()];

    private async ValueTask<Ticket> AddAsync(DomainDbContext context, NewTicket input, CancellationToken cancellationToken)
    {
        var now = _time.Now();
        var ticket = new Ticket
        {
            TenantId = _call.TenantId,
            Number = await context.NextNumberAsync(cancellationToken),
            Subject = input.Subject.Trim(),
            Description = input.Description,
            RequesterId = Requester(input)!.Value,
            Channel = input.Channel ?? (_call.Actor.IsPortal ? TicketChannel.Portal : TicketChannel.Web),
            IsMachine = input.IsMachine,
            Priority = input.Priority ?? TicketPriority.Normal,
            Category = input.Category,
            Tags = Labels(input.Tags),
            AssigneeId = input.AssigneeId,
            TeamId = input.TeamId,
            ForcedPolicyId = input.PolicyId,
            CustomFields = input.CustomFields ?? "{}",
            ContinuesId = input.ContinuesId,
            StatusChangedAt = now,
            CreatedAt = now,
        };
        context.Add(ticket);
        await _driver.StartAsync(ticket, cancellationToken);
        var clocks = await _desk.OpenAsync(ticket, cancellationToken);
        var session = new Session(context, clocks, new object(), now, cancellationToken);
        if (!ticket.IsMachine)
        {
            Owe(session, NoticeKind.Received);
        }

        if (ticket.AssigneeId is { } assignee)
        {
            Owe(session, NoticeKind.Assigned, assignee);
            RecordAssignment(session, null, null, "create");
        }

        await _driver.NoteAsync(clocks, "ticket.create", null, TicketChange.Created, now, cancellationToken);
        return ticket;
    }

    private Guid? Requester(NewTicket input) => _call.Actor.IsPortal ? _call.Actor.UserId : input.RequesterId ?? _call.Actor.UserId;

    private async ValueTask<TicketOutcome?> CheckAsync(NewTicket input, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        CheckTexts(errors, input.Subject, input.Description, input.Tags, input.CustomFields);
        if (_call.Actor.IsPortal && input.RequesterId is { } other && other != _call.Actor.UserId)
        {
            errors["requester_id"] = ["You can open tickets for yourself only."];
        }
        else if (await _staff.FindAsync(Requester(input), cancellationToken) is not { Active: true })
        {
            errors["requester_id"] = ["No such active user."];
        }

        await CheckPlaceAsync(errors, input.TeamId, input.PolicyId, cancellationToken);
        if (input.AssigneeId is { } assignee && await CheckAssigneeAsync(assignee, input.TeamId, cancellationToken) is { } problem)
        {
            errors["assignee_id"] = [problem];
        }

        return errors.Count > 0 ? new TicketOutcome.Invalid(errors) : null;
    }

    private async ValueTask<TicketOutcome?> CheckPatchAsync(TicketPatch patch, CancellationToken cancellationToken)
    {
        var errors = new Dictionary<string, string[]>();
        CheckTexts(errors, patch.Subject ?? "-", "", patch.Tags ?? [], patch.CustomFields);
        if (patch.RequesterId is { } requester && await _staff.FindAsync(requester, cancellationToken) is not { Active: true })
        {
            errors["requester_id"] = ["No such active user."];
        }

        await CheckPlaceAsync(
            errors, patch.TeamId == Guid.Empty ? null : patch.TeamId, patch.PolicyId == Guid.Empty ? null : patch.PolicyId, cancellationToken);
        return errors.Count > 0 ? new TicketOutcome.Invalid(errors) : null;
    }

    private async ValueTask CheckPlaceAsync(
        Dictionary<string, string[]> errors, Guid? teamId, Guid? policyId, CancellationToken cancellationToken)
    {
        if (teamId is not null && await _staff.FindTeamAsync(teamId, cancellationToken) is not { Active: true })
        {
            errors["team_id"] = ["No such active team."];
        }

        var context = await _unitOfWork.BeginAsync(cancellationToken);
        if (policyId is not null && await context.FindAsync<Policies.SlaPolicy>([policyId.Value], cancellationToken) is not { Active: true })
        {
            errors["policy_id"] = ["No such active policy."];
        }
    }

    private static void CheckTexts(
        Dictionary<string, string[]> errors, string subject, string description, IReadOnlyList<string> tags, string? customFields)
    {
        if (string.IsNullOrWhiteSpace(subject) || subject.Trim().Length > LongestSubject || subject.AsSpan().IndexOfAny('\r', '\n') >= 0)
        {
            errors["subject"] = [$"Give a subject of one line, up to {LongestSubject} characters."];
        }

        if (description.Length > LongestText)
        {
            errors["description"] = [$"At most {LongestText} characters."];
        }

        if (tags.Count > 20 || tags.Any(static tag => tag.Length > 50))
        {
            errors["tags"] = ["At most 20 tags of at most 50 characters."];
        }

        if (customFields is not null && !IsObject(customFields))
        {
            errors["custom_fields"] = ["Give a JSON object."];
        }
    }

    private static bool IsObject(string json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private async ValueTask<string?> CheckAssigneeAsync(Guid userId, Guid? teamId, CancellationToken cancellationToken)
    {
        var user = await _staff.FindAsync(userId, cancellationToken);
        return user is not { Active: true } || user.Role == Roles.Portal ? "No such active member of staff."
            : teamId is { } team && !await _staff.IsMemberAsync(team, userId, cancellationToken) ? "Not a member of the ticket's team."
            : null;
    }
}
