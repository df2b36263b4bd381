using FluentAssertions;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Console;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Activities.Scheduling;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;
using Workflows.Engine.Tests.Execution;
using Xunit;
using Timer = Workflows.Engine.Activities.Scheduling.Timer;

namespace Workflows.Engine.Tests.Activities;

public sealed class SchedulingActivityTests
{
    [Fact]
    public async Task Timers_crons_and_instants_inside_a_workflow_wait_for_their_time()
    {
        var cron = Cron.FromCronExpression("0 12 * * *");
        cron.CustomProperties[Cron.TimeZonePropertyKey] = "Europe/Berlin";
        var host = await new EngineHost(new Sequence
        {
            Activities =
            {
                Timer.FromSeconds(90), new WriteLine("timer"), cron, new WriteLine("cron"),
                StartAt.From(EngineHost.Start.AddHours(5)), new WriteLine("start"), StartAt.From(EngineHost.Start), new WriteLine("past"),
            },
        }).StartAsync();

        host.Context.Bookmarks.Single().DueAt.Should().Be(EngineHost.Start.AddSeconds(90));
        await host.PassAsync(TimeSpan.FromSeconds(90));
        host.Context.Bookmarks.Single().DueAt.Should().Be(EngineHost.Start.AddHours(2));
        await host.PassAsync(TimeSpan.FromHours(2));
        host.Lines.Should().Equal("timer", "cron");
        await host.PassAsync(TimeSpan.FromHours(3));

        host.Lines.Should().Equal("timer", "cron", "start", "past");
        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
    }

    [Fact]
    public async Task As_triggers_they_say_what_starts_the_workflow_and_do_not_wait()
    {
        var cron = Cron.FromCronExpression("0 9 * * 1");
        cron.TimeZone = new Input<string?>("Europe/London");
        cron.CanStartWorkflow = true;
        var host = new EngineHost(new Sequence { Activities = { cron, new WriteLine("ran") } });
        var indexing = new TriggerIndexingContext(host.Context.ExpressionExecutionContext, cron, EngineHost.Start, CancellationToken.None);

        (await ((ITrigger)cron).GetTriggerPayloadsAsync(indexing)).Should().Equal(new CronTriggerPayload("0 9 * * 1", "Europe/London"));
        host.Graph.Triggers.Should().Equal(cron);
        await host.StartAsync(cron.Id);
        host.Lines.Should().Equal("ran");
    }

    [Fact]
    public async Task An_event_published_by_the_workflow_is_left_as_an_effect()
    {
        var host = await new EngineHost(new PublishEvent
        {
            EventName = new Input<string>("Done"),
            CorrelationId = new Input<string?>("c-1"),
            Payload = new Input<object?>(new Expression("Object", "{\"a\":[1,2]}")),
        }).StartAsync();

        host.Effects.Should().Equal(new PublishEventEffect("Done", "c-1", null, null, "{\"a\":[1,2]}", IsLocal: false));
    }
}
