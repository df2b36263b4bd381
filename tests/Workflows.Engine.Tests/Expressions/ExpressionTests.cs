using FluentAssertions;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Composition;
using Workflows.Engine.Activities.Console;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;
using Workflows.Engine.Tests.Execution;
using Xunit;

namespace Workflows.Engine.Tests.Expressions;

public sealed class ExpressionTests
{
    [Theory]
    [InlineData("JavaScript", "'n' + getVariable('Count')", "n5")]
    [InlineData("JavaScript", "variables.Person + getCount()", "Ann5")]
    [InlineData("JavaScript", "input.Who + getWho()", "BobBob")]
    [InlineData("JavaScript", "getInput('Who').toUpperCase()", "BOB")]
    [InlineData("JavaScript", "getCorrelationId() + isNullOrWhiteSpace(' ')", "c-1true")]
    [InlineData("JavaScript", "toJson({ a: 1, b: [2.5] })", "{\"a\":1,\"b\":[2.5]}")]
    [InlineData("JavaScript", "if (getCount() > 4) { return 'big'; } return 'small';", "big")]
    [InlineData("JavaScript", "getWorkflowDefinitionId()", "Workflow")]
    [InlineData("JavaScript", "bytesToString(bytesFromBase64('aGk='))", "hi")]
    [InlineData("Liquid", "{{ Person | upcase }} {{ Variables.Count }} {{ Input.Who }} {{ CorrelationId }}", "ANN 5 Bob c-1")]
    [InlineData("Scriban", "{{ Person | string.upcase }} {{ Count + 1 }}", "ANN 6")]
    [InlineData("Literal", "plain", "plain")]
    public async Task A_text_input_is_evaluated_in_every_language(string language, string text, string expected)
    {
        var host = await RunAsync(new WriteLine(new Expression(language, text)));

        host.Lines.Should().Equal(expected);
    }

    [Fact]
    public async Task Script_results_take_the_type_of_their_input_and_variable()
    {
        var total = new Variable<int>("Total", 0);
        var list = new Variable<object>("List", null!);
        var sequence = new Sequence
        {
            Variables = { total, list },
            Activities =
            {
                new SetVariable<int> { Variable = total, Value = new Input<int>(new Expression("JavaScript", "getTotal() + 2")) },
                new SetVariable { Variable = list, Value = new Input<object?>(new Expression("JavaScript", "[1, { a: 2.5 }]")) },
                new WriteLine(new Expression("JavaScript", "getTotal() + ' ' + getList()[1].a")),
                new WriteLine(context => $"{total.Get(context)} {list.Get(context)!.GetType().Name}"),
            },
        };

        var host = await new EngineHost(sequence).StartAsync();

        host.Lines.Should().Equal("2 2.5", "2 List`1");
    }

    [Fact]
    public async Task Scripts_set_variables_name_and_correlation()
    {
        var host = await RunAsync(
            new WriteLine(new Expression("JavaScript", "setVariable('Count', 8); variables.Person = 'Eve'; setName('run'); setCorrelationId('c-2'); 'ok'")),
            new WriteLine(new Expression("JavaScript", "getCount() + getPerson()")));

        host.Lines.Should().Equal("ok", "8Eve");
        host.Context.Name.Should().Be("run");
        host.Context.CorrelationId.Should().Be("c-2");
    }

    [Fact]
    public async Task Outputs_of_activities_are_found_by_name_and_survive_a_wait()
    {
        var step = new Inline<string>(() => "made") { Name = "Maker" };
        var host = await RunAsync(
            step,
            new Event("go"),
            new WriteLine(new Expression("JavaScript", "getOutputFrom('Maker', 'Result') + getResultFromMaker()")));
        await host.PublishAsync("go");

        host.Lines.Should().Equal("mademade");
    }

    [Fact]
    public async Task A_script_that_throws_becomes_an_incident()
    {
        var host = await RunAsync(new WriteLine(new Expression("JavaScript", "missing.thing")));

        host.SubStatus.Should().Be(WorkflowSubStatus.Faulted);
        host.Context.Incidents.Single().Message.Should().Contain("missing");
    }

    [Fact]
    public async Task A_child_workflow_is_started_and_its_end_resumes_the_parent()
    {
        var result = new Variable<ExecuteWorkflowResult>("Result", null!);
        var child = new ExecuteWorkflow
        {
            WorkflowDefinitionId = new Input<string>("child"),
            WaitForCompletion = new Input<bool>(literal: true),
            Input = new Input<IDictionary<string, object>?>(new Literal(new Dictionary<string, object> { ["a"] = 1 })),
            Result = new Output<ExecuteWorkflowResult>(result),
        };
        var host = await new EngineHost(new Sequence
        {
            Variables = { result },
            Activities = { child, new WriteLine(context => $"{result.Get(context)!.SubStatus} {result.Get(context)!.Output!["Answer"]}") },
        }).StartAsync();

        var start = host.Effects.OfType<StartInstanceEffect>().Single();
        start.InputJson.Should().Be("{\"a\":1}");
        var wait = host.Context.Bookmarks.Single();
        wait.StimulusHash.Should().Be(ChildFinishedStimulus.HashOf(start.InstanceId));
        await host.RunAsync(new ResumeCommand(wait.Id, new Dictionary<string, object>
        {
            [ChildFinishedStimulus.SubStatusKey] = "Finished",
            [ChildFinishedStimulus.OutputKey] = new Dictionary<string, object> { ["Answer"] = 42 },
        }));

        host.Lines.Should().Equal("Finished 42");
    }

    [Fact]
    public async Task Bulk_dispatch_counts_its_children()
    {
        var bulk = new BulkDispatchWorkflows
        {
            WorkflowDefinitionId = new Input<string>("child"),
            Items = new Input<object>(new Expression("JavaScript", "[1, 2]")),
            ChildCompleted = new WriteLine("ok"),
            ChildFaulted = new WriteLine("bad"),
        };
        var host = await new EngineHost(new Sequence { Activities = { bulk, new WriteLine("end") } }).StartAsync();
        var children = host.Effects.OfType<StartInstanceEffect>().ToList();
        children.Select(start => start.InputJson).Should().Equal("{\"Item\":1}", "{\"Item\":2}");

        foreach (var (start, status) in children.Zip(["Finished", "Faulted"]))
        {
            var wait = host.Context.Bookmarks.Single(bookmark => bookmark.StimulusHash == ChildFinishedStimulus.HashOf(start.InstanceId));
            await host.RunAsync(new ResumeCommand(wait.Id, new Dictionary<string, object> { [ChildFinishedStimulus.SubStatusKey] = status }));
        }

        host.Lines.Should().Equal("ok", "bad", "end");
    }

    [Fact]
    public async Task A_task_waits_for_its_report()
    {
        var report = new Variable<object>("Report", null!);
        var host = await new EngineHost(new Sequence
        {
            Variables = { report },
            Activities = { new RunTask("approve") { Result = new Output<object>(report) }, new WriteLine(context => $"{report.Get(context)}") },
        }).StartAsync();
        var task = host.Effects.OfType<TaskRequestedEffect>().Single();
        host.Context.Bookmarks.Single().StimulusHash.Should().Be(RunTaskStimulus.HashOf(task.TaskId));

        await host.RunAsync(new ResumeCommand(host.Context.Bookmarks.Single().Id, new Dictionary<string, object> { [RunTask.InputKey] = "yes" }));

        host.Lines.Should().Equal("yes");
    }

    private static Task<EngineHost> RunAsync(params IActivity[] activities)
    {
        var sequence = new Sequence { Activities = activities, Variables = { new Variable<string>("Person", "Ann"), new Variable<int>("Count", 5) } };
        var host = new EngineHost(sequence);
        host.Context.CorrelationId = "c-1";
        return host.StartAsync(null, ("Who", "Bob"));
    }
}
