using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Workflows.EndToEnd.Servers;
using Workflows.Testing.Time;

namespace Workflows.EndToEnd.Tickets;

/// <summary>Carries a plan out through the HTTP API, step by step, the clock moving only when nothing is left to do.</summary>
public sealed class TicketRun(ApiCaller api, Firm firm, TicketPlan plan, PrivateDatabase database, string name)
{
    private const int Callers = 8;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Guid[] _tickets = new Guid[plan.Tickets];
    private readonly ConcurrentBag<string> _answers = [];
    private int _next;

    public Progress Progress { get; } = new();

    /// <summary>What each action was answered, as text that is the same in every run.</summary>
    public IReadOnlyCollection<string> Answers => _answers;

    /// <summary>All steps and the days after, on the simulated clock.</summary>
    public async Task DriveAsync()
    {
        var steps = TicketPlan.Instants.Count;
        for (var step = 0; step < steps; step++)
        {
            await AdvanceAsync(TicketPlan.Instants[step]);
            await ActAsync(step);
            Progress.Reach((2 * step) + 1);
        }

        for (var day = 0; day < TicketPlan.Tail.Count; day++)
        {
            Progress.Reach((2 * steps) + day);
            await AdvanceAsync(TicketPlan.Tail[day]);
        }

        await UntilQuietAsync();
        Progress.Reach(double.MaxValue);
    }

    /// <summary>One step's actions, several callers at once.</summary>
    public async Task ActAsync(int step)
    {
        var actions = plan.At(step);
        var done = 0;
        await Parallel.ForEachAsync(actions, new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (action, _) =>
        {
            await ActAsync(action);
            Progress.Reach((2 * step) + ((double)Interlocked.Increment(ref done) / (actions.Count + 1)));
        });
    }

    /// <summary>Until no work is left: none free, none claimed, none that backs off.</summary>
    public Task UntilQuietAsync() => Eventually.TrueAsync(
        async () => await database.ScalarAsync<string>(
            name, "select coalesce(string_agg(to_jsonb(w)::text, ' '), '') from (select * from engine.work_items limit 3) w") is not { Length: > 0 } left
            ? true
            : throw new InvalidOperationException(left),
        "the engine has nothing left to do", Patience);

    /// <summary>Until every mail that may leave now has an outcome.</summary>
    public Task UntilMailsLeftAsync() => Eventually.TrueAsync(
        async () => await database.ScalarAsync<bool>(
            name,
            """
            select not exists (select from message_logs where status = 'sending' or (status in ('queued', 'deferred')
                and next_attempt_at <= coalesce((select (value #>> '{}')::timestamptz from server_settings where key = 'simulated_time'), now())))
            """),
        "every mail has an outcome", Patience);

    private async Task AdvanceAsync(DateTimeOffset instant)
    {
        var body = JsonSerializer.Serialize(new { to = instant });
        for (var reached = false; !reached;)
        {
            await UntilQuietAsync();
            reached = (await api.MustAsync("POST", "api/operations/clock/advance", body, firm.AdministratorKey)).GetProperty("reached").GetBoolean();
        }

        await UntilQuietAsync();
    }

    private async Task ActAsync(TicketAction action)
    {
        var (method, path, body, caller) = Request(action);
        var (status, answer) = await api.CallAsync(
            method, path, body, caller, method == "POST" ? action.Key : null, Interlocked.Increment(ref _next));
        if (action.Kind == TicketActionKind.Create)
        {
            if ((int)status >= 300)
            {
                throw new InvalidOperationException($"{action}: {status} {answer}");
            }

            _tickets[action.Ticket] = answer.GetProperty("id").GetGuid();
        }

        var word = (int)status >= 300 ? answer.GetProperty("code").GetString() : "done";
        _answers.Add(string.Create(CultureInfo.InvariantCulture, $"{Name(action.Ticket)}, step {action.Step:00}, {action.Kind}: {(int)status} {word}"));
    }

    private (string Method, string Path, string Body, string Caller) Request(TicketAction action)
    {
        var ticket = $"api/support/tickets/{_tickets[action.Ticket]}/";
        var contact = firm.Contacts[action.Ticket].Key;
        (string, string, string, string) Comment(string caller, object more) =>
            ("POST", "api/support/ticket-comments/", JsonSerializer.Serialize(more), caller);
        var id = _tickets[action.Ticket];
        var text = $"{action.Kind} of step {action.Step}";
        return action.Kind switch
        {
            TicketActionKind.Create => ("POST", "api/support/tickets/", Create(action), action.Choice % 2 == 0 ? contact : firm.StaffKey),
            TicketActionKind.StaffReply => Comment(firm.StaffKey, new { ticket_id = id, body = text }),
            TicketActionKind.StaffReplyAndWait => Comment(firm.StaffKey, new { ticket_id = id, body = text, then_wait = true }),
            TicketActionKind.CustomerReply => Comment(contact, new { ticket_id = id, body = text }),
            TicketActionKind.Note => Comment(firm.StaffKey, new { ticket_id = id, body = text, is_internal = true }),
            TicketActionKind.Hold => ("POST", ticket + "hold/", """{"reason":"waits for a part"}""", firm.StaffKey),
            TicketActionKind.Unhold => ("POST", ticket + "unhold/", "{}", firm.StaffKey),
            TicketActionKind.Assign => ("POST", ticket + "assign/", JsonSerializer.Serialize(
                new { assignee_id = firm.Staff[action.Choice % firm.Staff.Count] }), firm.StaffKey),
            TicketActionKind.Priority => ("PATCH", ticket, JsonSerializer.Serialize(new { priority = PriorityOf(action) }), firm.StaffKey),
            TicketActionKind.Resolve => ("POST", ticket + "resolve/", """{"resolution":"It works again."}""", firm.StaffKey),
            TicketActionKind.Reopen => ("POST", ticket + "reopen/", "{}", firm.StaffKey),
            TicketActionKind.CustomerReopen => ("POST", ticket + "reopen/", "{}", contact),
            TicketActionKind.Close => ("POST", ticket + "close/", """{"reason":"not needed"}""", firm.StaffKey),
            _ => throw new InvalidOperationException($"Nobody can do {action.Kind}."),
        };
    }

    private string Create(TicketAction action) => action.Choice % 2 == 0
        ? JsonSerializer.Serialize(new { subject = Name(action.Ticket), description = "It does not work." })
        : JsonSerializer.Serialize(new
        {
            subject = Name(action.Ticket),
            description = "It does not work.",
            requester_id = firm.Contacts[action.Ticket].Id,
            priority = PriorityOf(action),
            team_id = firm.Team,
        });

    private static string PriorityOf(TicketAction action) => ((string[])["low", "normal", "high", "urgent"])[action.Choice / 2 % 4];

    private static string Name(int ticket) => string.Create(CultureInfo.InvariantCulture, $"Ticket {ticket:0000}");
}
