using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using FluentAssertions;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Durability.Telemetry;
using Workflows.Engine.Time;
using Xunit;

namespace Workflows.Engine.Tests.Durability;

public sealed class TelemetryTests
{
    private readonly VirtualTimeProvider _clock = new(Rows.Now);

    [Fact]
    public async Task Whoever_listens_hears_of_bursts_commits_lateness_and_incidents()
    {
        var heard = new ConcurrentBag<(string Name, double Value, string Tags)>();
        var spans = new ConcurrentBag<System.Diagnostics.Activity>();
        using var meters = Listen(heard);
        using var activities = new ActivityListener
        {
            ShouldListenTo = static source => source.Name == EngineTelemetry.Name,
            Sample = static (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(activities);
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, new TestWorkflow("told", static builder =>
            builder.Root = new Sequence
            {
                Activities = { new Event("Go"), Workflows.Engine.Activities.Scheduling.Delay.FromHours(1), new Inline(static _ => throw new InvalidOperationException("told")) },
            }));

        var id = await engine.StartWorkflowAsync("told", "c");
        await engine.PublishAsync("Go", "c");
        await engine.AdvanceAsync(TimeSpan.FromHours(2));

        var bursts = spans.Where(span => span.OperationName == "workflow.burst" && span.GetTagItem("workflow.instance.id") is Guid of && of == id).ToList();
        bursts.Select(static span => (string)span.GetTagItem("workflow.burst.cause")!).Should().BeEquivalentTo("start", "resume", "timer");
        bursts.Select(static span => (string)span.GetTagItem("workflow.burst.outcome")!).Should().BeEquivalentTo("suspended", "suspended", "faulted");
        heard.Count(static m => m.Name == "workflows.engine.burst.duration" && m.Tags.Contains("told", StringComparison.Ordinal)).Should().Be(3);
        heard.Should().Contain(static m => m.Name == "workflows.engine.commit.duration" && m.Value > 0);
        heard.Should().Contain(static m => m.Name == "workflows.engine.commit.writes" && m.Value >= 1);
        heard.Should().Contain(static m => m.Name == "workflows.engine.timer.lateness" && Math.Abs(m.Value - 3600) < 1);
        heard.Should().Contain(static m => m.Name == "workflows.engine.incidents" && m.Tags.Contains("fault", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Instances_are_counted_by_status()
    {
        await using var database = await EngineDatabase.CreateAsync();
        await using var engine = await TestEngine.StartAsync(database, _clock, new TestWorkflow("waits", static builder => builder.Root = new Event("Go")));
        await engine.StartWorkflowAsync("waits", "a");
        await engine.StartWorkflowAsync("waits", "b");
        await engine.PublishAsync("Go", "a");
        var heard = new ConcurrentBag<(string Name, double Value, string Tags)>();
        using var meters = Listen(heard);
        var counts = new InstanceCounts(engine.Database);

        await counts.CountAsync(CancellationToken.None);
        meters.RecordObservableInstruments();

        heard.Should().Contain(("workflows.engine.instances", 1, "workflow.status=finished"))
            .And.Contain(("workflows.engine.instances", 1, "workflow.status=suspended"));
    }

    private static MeterListener Listen(ConcurrentBag<(string Name, double Value, string Tags)> heard)
    {
        var listener = new MeterListener
        {
            InstrumentPublished = static (instrument, self) =>
            {
                if (instrument.Meter.Name == EngineTelemetry.Name)
                {
                    self.EnableMeasurementEvents(instrument);
                }
            },
        };
        listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => heard.Add((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<int>((instrument, value, tags, _) => heard.Add((instrument.Name, value, Text(tags))));
        listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => heard.Add((instrument.Name, value, Text(tags))));
        listener.Start();
        return listener;
    }

    private static string Text(ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(',', tags.ToArray().Select(static tag => $"{tag.Key}={tag.Value}"));
}
