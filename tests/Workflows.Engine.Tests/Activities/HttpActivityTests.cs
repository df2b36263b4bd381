using System.Net;
using System.Text;
using FluentAssertions;
using Microsoft.AspNetCore.Http;
using Workflows.Engine.Activities;
using Workflows.Engine.Activities.Console;
using Workflows.Engine.Activities.Primitives;
using Workflows.Engine.Authoring;
using Workflows.Engine.Execution;
using Workflows.Engine.Expressions;
using Workflows.Engine.Http;
using Workflows.Engine.Tests.Execution;
using Xunit;

namespace Workflows.Engine.Tests.Activities;

public sealed class HttpActivityTests
{
    [Fact]
    public async Task A_request_starts_the_workflow_and_gets_its_answer()
    {
        var content = new Variable<object?>("Body", null);
        var query = new Variable<IDictionary<string, object>>("Query", null!);
        var endpoint = new HttpEndpoint
        {
            Path = new Input<string>("/Orders/{id}/"),
            SupportedMethods = new Input<ICollection<string>>(new Literal(new[] { "POST" })),
            CanStartWorkflow = true,
            ParsedContent = new Output<object?>(content),
            QueryStringData = new Output<IDictionary<string, object>>(query),
        };
        var host = new EngineHost(new Sequence
        {
            Variables = { content, query },
            Activities =
            {
                endpoint,
                new WriteHttpResponse
                {
                    StatusCode = new Input<HttpStatusCode>(HttpStatusCode.Created),
                    Content = new Input<object?>(new Expression("JavaScript", "({ sum: getBody().a + 1, q: getQuery().x })")),
                },
            },
        });
        var http = new DefaultHttpContext();
        http.Request.Method = "POST";
        http.Request.ContentType = "application/json";
        http.Request.QueryString = new QueryString("?x=7");
        http.Request.Body = new MemoryStream(Encoding.UTF8.GetBytes("{\"a\":41}"));
        using var answer = new MemoryStream();
        http.Response.Body = answer;
        host.Add<IHttpContextAccessor>(new HttpContextAccessor { HttpContext = http });

        await host.StartAsync(endpoint.Id);

        host.SubStatus.Should().Be(WorkflowSubStatus.Finished);
        http.Response.StatusCode.Should().Be(201);
        http.Response.ContentType.Should().Be("application/json");
        Encoding.UTF8.GetString(answer.ToArray()).Should().Be("{\"sum\":42,\"q\":\"7\"}");
    }

    [Fact]
    public async Task An_endpoint_inside_a_workflow_waits_under_its_route_and_method()
    {
        var host = await new EngineHost(new Sequence
        {
            Activities =
            {
                new HttpEndpoint { Path = new Input<string>("a"), SupportedMethods = new Input<ICollection<string>>(new Literal(new[] { "GET", "PUT" })) },
                new WriteLine("end"),
            },
        }).StartAsync();
        host.Context.Bookmarks.Select(wait => wait.StimulusHash)
            .Should().Equal(HttpEndpointPayload.HashOf("/A", "get"), HttpEndpointPayload.HashOf("a/", "PUT"));

        await host.RunAsync(new ResumeCommand(host.Context.Bookmarks[1].Id));

        host.Lines.Should().Equal("end");
        host.Context.Bookmarks.Should().BeEmpty();
    }

    [Theory]
    [InlineData(HttpStatusCode.OK, "ok")]
    [InlineData(HttpStatusCode.Conflict, "other")]
    public async Task A_request_runs_the_activity_for_its_status(HttpStatusCode status, string expected)
    {
        var requests = new List<string>();
        using var handler = new Answer(status, requests);
        var send = new SendHttpRequest
        {
            Url = new Input<Uri?>(new Uri("http://example.test/x")),
            Method = new Input<string>("POST"),
            Content = new Input<object?>(new Literal(new Dictionary<string, object> { ["a"] = 1 })),
            ExpectedStatusCodes = { new HttpStatusCodeCase(200, new WriteLine("ok")) },
            UnmatchedStatusCode = new WriteLine("other"),
        };
        var host = new EngineHost(send);
        host.Add<IHttpClientFactory>(handler);

        await host.StartAsync();

        host.Lines.Should().Equal(expected);
        requests.Should().ContainSingle().Which.Should().MatchRegex("^POST http://example.test/x application/json \\{\"a\":1\\} [0-9a-f]{32}-[0-9a-f]+$");
    }

    [Fact]
    public async Task A_script_chooses_outcomes_and_gives_a_result()
    {
        var total = new Variable<object>("Total", null!);
        var host = await new EngineHost(new Sequence
        {
            Variables = { total },
            Activities = { new RunJavaScript { Script = new Input<string>("setOutcome('Big'); 40 + 2"), Result = new Output<object>(total) }, new WriteLine(context => $"{total.Get(context)}") },
        }).StartAsync();

        host.Lines.Should().Equal("42");
    }

    private sealed class Answer(HttpStatusCode status, List<string> requests) : HttpMessageHandler, IHttpClientFactory
    {
        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = await request.Content!.ReadAsStringAsync(cancellationToken);
            requests.Add($"{request.Method} {request.RequestUri} {request.Content.Headers.ContentType} {body} {request.Headers.GetValues("Idempotency-Key").Single()}");
            return new HttpResponseMessage(status) { Content = new StringContent("{\"b\":2}", Encoding.UTF8, "application/json") };
        }
    }
}
