using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Scheduling;
using Workflows.Engine.Authoring;

namespace Workflows.Server.Tests.Simulation;

/// <summary>Begins at half past one in London each day and waits for half an hour, then for a day.</summary>
internal sealed class MorningRound(string cron = "30 1 * * *") : WorkflowBase
{
    public const string DefinitionId = "morning-round";

    protected override void Build(IWorkflowBuilder builder)
    {
        var trigger = Cron.FromCronExpression(cron);
        trigger.Id = "clock";
        trigger.CanStartWorkflow = true;
        trigger.CustomProperties[Cron.TimeZonePropertyKey] = "Europe/London";
        builder.DefinitionId = DefinitionId;
        builder.Id = $"{DefinitionId}:1";
        builder.Name = "Morning round";
        builder.Root = new Sequence { Activities = { trigger, Delay.FromMinutes(30), Delay.FromDays(1) } };
    }
}
