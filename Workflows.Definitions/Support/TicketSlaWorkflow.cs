using Workflows.Activities.Support;

namespace Workflows.Definitions.Support;

/// <summary>
/// A ticket's life: match the policy, start the clocks, then look at the row, do what is due, and look again; with nothing due, wait
/// for the next deadline or for somebody to do something. Ends when the ticket is closed or merged and nothing is owed any more.
/// </summary>
public sealed class TicketSlaWorkflow : WorkflowBase
{
    /// <summary>Definition id of the process.</summary>
    public const string Id = "ticket-sla";

    /// <inheritdoc />
    protected override void Build(IWorkflowBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.WithDefinitionId(Id);
        builder.Name = "Ticket SLA";
        builder.Description = "Measures a ticket's promised times, warns, escalates, waits for customers, closes and asks for feedback.";
        builder.WithInput<string>("TicketId", "The ticket.");

        var ticketId = builder.WithVariable("TicketId", "");
        var subjectId = builder.WithVariable("SubjectId", "");

        var remember = new SetVariable
        {
            Id = "remember",
            Name = "Remember the ticket",
            Variable = ticketId,
            Value = new(static context => context.GetInput<string>("TicketId")!),
        };
        var match = new MatchSlaPolicy { Id = "match", Name = "Match the policy", TicketId = new(ticketId) };
        var start = new StartSlaClocks { Id = "start", Name = "Start the clocks", TicketId = new(ticketId) };
        var evaluate = new EvaluateSla { Id = "evaluate", Name = "What is due?", TicketId = new(ticketId), SubjectId = new(subjectId) };
        var wait = new WaitSlaEventOrDeadline { Id = "wait", Name = "Wait for event or deadline", TicketId = new(ticketId) };
        var notice = new SendTicketNotice { Id = "notice", Name = "Send the notice", NoticeId = new(subjectId) };
        var warn = new SendSlaWarning { Id = "warn", Name = "Warn", EventId = new(subjectId) };
        var breach = new EscalateTicket { Id = "breach", Name = "Tell of the breach", EventId = new(subjectId) };
        var escalate = new EscalateTicket { Id = "escalate", Name = "Escalate", EventId = new(subjectId) };
        var nudge = new NudgeCustomer { Id = "nudge", Name = "Remind the customer", TicketId = new(ticketId) };
        var resolve = new ResolveWaitingTicket { Id = "resolve", Name = "Resolve: no answer", TicketId = new(ticketId) };
        var unpause = new EndLongPause { Id = "unpause", Name = "End the long pause", TicketId = new(ticketId) };
        var close = new AutoCloseTicket { Id = "close", Name = "Close", TicketId = new(ticketId) };
        var survey = new InviteSurvey { Id = "survey", Name = "Ask for feedback", TicketId = new(ticketId) };
        var remind = new RemindSurvey { Id = "remind", Name = "Ask once more", TicketId = new(ticketId) };
        var record = new RecordSlaResult { Id = "record", Name = "Record the result", TicketId = new(ticketId) };
        var end = new End { Id = "end", Name = "End" };

        builder.Root = new Flowchart
        {
            Id = "flow",
            Start = remember,
            Activities =
            {
                remember, match, start, evaluate, wait, notice, warn, breach, escalate, nudge, resolve, unpause, close, survey, remind, record, end,
            },
            Connections =
            [
                Flow(remember, "Done", match),
                Flow(match, "Matched", start),
                Flow(match, "NoPolicy", evaluate),
                Flow(start, "Done", evaluate),

                Flow(evaluate, "OnTrack", wait),
                Flow(evaluate, "Notify", notice),
                Flow(evaluate, "Warning", warn),
                Flow(evaluate, "Breached", breach),
                Flow(evaluate, "Escalate", escalate),
                Flow(evaluate, "Nudge", nudge),
                Flow(evaluate, "ResolveWaiting", resolve),
                Flow(evaluate, "PauseExpired", unpause),
                Flow(evaluate, "AutoClose", close),
                Flow(evaluate, "Survey", survey),
                Flow(evaluate, "SurveyReminder", remind),
                Flow(evaluate, "AllStopped", record),

                .. Back(wait, evaluate, "Deadline", "AgentReply", "CustomerReply", "StatusChanged", "Recalculate", "Closed"),
                .. Back(notice, evaluate, "Sent", "Nobody"),
                .. Back(warn, evaluate, "Sent", "Outdated"),
                .. Back(breach, evaluate, "Notified", "Reassigned", "NobodyAvailable"),
                .. Back(escalate, evaluate, "Notified", "Reassigned", "NobodyAvailable"),
                .. Back(nudge, evaluate, "Sent", "NotDue"),
                .. Back(resolve, evaluate, "Resolved", "NotDue"),
                .. Back(unpause, evaluate, "Resumed", "NotDue"),
                .. Back(close, evaluate, "Closed", "NotDue"),
                .. Back(survey, evaluate, "Sent", "Capped", "OptedOut", "NotWanted"),
                .. Back(remind, evaluate, "Sent", "NotDue"),
                Flow(record, "StillOpen", evaluate),
                Flow(record, "Recorded", end),
            ],
        };
    }

    private static Connection Flow(IActivity from, string outcome, IActivity to) => new(new Endpoint(from, outcome), new Endpoint(to, "In"));

    private static IEnumerable<Connection> Back(IActivity from, IActivity to, params string[] outcomes) =>
        outcomes.Select(outcome => Flow(from, outcome, to));
}
