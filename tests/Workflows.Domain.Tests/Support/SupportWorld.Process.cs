using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Domain.Support.Sla;

namespace Workflows.Domain.Tests.Support;

/// <summary>The process reduced to its loop: look, do what is due, look again.</summary>
internal sealed partial class SupportWorld
{
    /// <summary>Moves the clock, stopping wherever the ticket's process wants to look.</summary>
    public async Task PassAsync(Guid ticket, TimeSpan time) => await UntilAsync(ticket, Now + time);

    public async Task UntilAsync(Guid ticket, DateTimeOffset end)
    {
        while ((await TicketAsync(ticket)).NextSlaAt is { } next && next <= end)
        {
            Database.Clock.Advance(next > Now ? next - Now : TimeSpan.Zero);
            await RunAsync(ticket);
        }

        Database.Clock.Advance(end - Now);
    }

    /// <summary>Lets time pass without the process noticing, as when the server is down.</summary>
    public void Sleep(TimeSpan time) => Database.Clock.Advance(time);

    /// <summary>One wake-up of the ticket's process; gives the steps it took.</summary>
    public async Task<List<SlaStepKind>> RunAsync(Guid ticket)
    {
        var steps = new List<SlaStepKind>();
        if ((await TicketAsync(ticket)).WorkflowInstanceId is not { } instance)
        {
            return steps;
        }

        var actor = Actor.Workflow(instance);
        await StepAsync(actor, async sla => await sla.MatchPolicyAsync(ticket, instance, 1, null, default));
        await StepAsync(actor, async sla => await sla.StartClocksAsync(ticket, default));
        while (true)
        {
            var found = await AsAsync(actor, async services =>
                await services.GetRequiredService<SlaService>().EvaluateAsync(ticket, default));
            steps.Add(found.Step);
            if (steps.Count > 50)
            {
                throw new InvalidOperationException($"The process does not come to rest: {string.Join(", ", steps)}");
            }

            switch (found.Step)
            {
                case SlaStepKind.Wait:
                    return steps;
                case SlaStepKind.Ended:
                    await StepAsync(actor, async sla => await sla.RecordResultAsync(ticket, default));
                    return steps;
                default:
                    await StepAsync(actor, sla => ActAsync(sla, ticket, found));
                    break;
            }
        }
    }

    public Task StepAsync(Actor actor, Func<SlaService, Task> step) =>
        AsAsync(actor, services => step(services.GetRequiredService<SlaService>()));

    private static async Task ActAsync(SlaService sla, Guid ticket, SlaEvaluation found)
    {
        switch (found.Step)
        {
            case SlaStepKind.Notify:
                await sla.SendNoticeAsync(found.SubjectId!.Value, default);
                break;
            case SlaStepKind.Warning:
                await sla.WarnAsync(found.SubjectId!.Value, default);
                break;
            case SlaStepKind.Breached or SlaStepKind.Escalate:
                await sla.EscalateAsync(found.SubjectId!.Value, default);
                break;
            case SlaStepKind.Nudge:
                await sla.NudgeAsync(ticket, default);
                break;
            case SlaStepKind.ResolveWaiting:
                await sla.ResolveWaitingAsync(ticket, default);
                break;
            case SlaStepKind.PauseExpired:
                await sla.EndPauseAsync(ticket, default);
                break;
            case SlaStepKind.AutoClose:
                await sla.AutoCloseAsync(ticket, default);
                break;
            case SlaStepKind.Survey:
                await sla.InviteSurveyAsync(ticket, default);
                break;
            case SlaStepKind.SurveyReminder:
                await sla.RemindSurveyAsync(ticket, default);
                break;
            default:
                throw new InvalidOperationException($"Nothing to do for {found.Step}.");
        }
    }
}
