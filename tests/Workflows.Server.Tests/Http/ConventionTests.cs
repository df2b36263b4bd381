using System.Net;
using System.Text;
using FluentAssertions;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Tests.Hosting;
using Xunit;

namespace Workflows.Server.Tests.Http;

/// <summary>C-ERR, C-LIST and the JSON rules, at real addresses.</summary>
[Collection(ServerFixture.Collection)]
public sealed class ConventionTests(ServerFixture server)
{
    [Theory]
    [InlineData("""{"login":"a","passwor":"b"}""", "passwor")]
    [InlineData("""{"login":5,"password":"b"}""", "login")]
    [InlineData("""{"login":null,"password":"b"}""", "login")]
    [InlineData("""{"login":"a"}""", "password")]
    [InlineData("""{"login":"a","login":"b","password":"c"}""", "login")]
    [InlineData("[]", "$")]
    public async Task A_wrong_body_names_the_field(string body, string field)
    {
        using var client = server.Anonymous();

        var problem = await client.SendAsync("POST", "/api/auth/login", body).MustFailAsync(400, "validation");

        problem.GetProperty("errors").TryGetProperty(field, out _).Should().BeTrue(problem.ToString());
    }

    [Fact]
    public async Task A_body_that_is_no_json_says_where_it_breaks()
    {
        using var client = server.Anonymous();

        var problem = await client.SendAsync("POST", "/api/auth/login", "{\"login\":").MustFailAsync(400, "malformed_json");

        problem.Text("detail").Should().Contain("line 1");
    }

    [Fact]
    public async Task A_connection_lives_on_after_a_wrong_body()
    {
        // One connection: were it cut after the first answer, the second request would fail or open a new one.
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 1 };
        var opened = 0;
        handler.ConnectCallback = async (context, token) =>
        {
            Interlocked.Increment(ref opened);
            var socket = new System.Net.Sockets.Socket(System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
            await socket.ConnectAsync(context.DnsEndPoint, token);
            return new System.Net.Sockets.NetworkStream(socket, ownsSocket: true);
        };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        for (var i = 0; i < 5; i++)
        {
            await client.SendAsync("POST", "/api/auth/login", """{"login":5}""").MustFailAsync(400, "validation");
        }

        opened.Should().Be(1);
    }

    [Fact]
    public async Task Unknown_addresses_methods_and_media_types_have_their_own_problems()
    {
        using var client = server.Anonymous();
        await client.GetAsync("/api/nothing/here").MustFailAsync(404, "no_such_route");
        await client.SendAsync("DELETE", "/api/auth/login").MustFailAsync(405, "method_not_allowed");
        using var form = new StringContent("login=a", Encoding.UTF8, "application/x-www-form-urlencoded");
        await client.PostAsync("/api/auth/login", form).MustFailAsync(415, "unsupported_media_type");

        // The refusal comes before the body: a client that has not asked first may meet a closed connection while it still sends.
        using var large = new HttpRequestMessage(HttpMethod.Post, "/api/auth/login")
        {
            Content = new StringContent(new string(' ', 2_000_000), Encoding.UTF8, "application/json"),
        };
        large.Headers.ExpectContinue = true;
        await client.SendAsync(large).MustFailAsync(413, "body_too_large");
    }

    [Fact]
    public async Task A_body_over_the_limit_is_refused_before_anything_is_done_and_ends_the_connection()
    {
        using var client = await server.SignedInAsync("alpha", Roles.Staff);
        using var anonymous = server.Anonymous();
        var ticket = await client.SendAsync("POST", "/api/support/tickets/", """{"subject":"Stays open"}""").IdAsync();

        using var refused = await client.SendAsync(Large($"/api/support/tickets/{ticket}/hold/"));
        using var unknown = await anonymous.SendAsync(Large("/api/support/tickets/"));

        await Task.FromResult(refused).MustFailAsync(413, "body_too_large");
        refused.Headers.ConnectionClose.Should().BeTrue("the next request must not go into a connection that is being closed");
        await Task.FromResult(unknown).MustFailAsync(401, "not_signed_in");
        unknown.Headers.ConnectionClose.Should().BeTrue();
        (await client.GetJsonAsync($"/api/support/tickets/{ticket}/")).GetProperty("status").GetString().Should().NotBe("on_hold");

        static HttpRequestMessage Large(string address) => new(HttpMethod.Post, address)
        {
            Content = new StringContent(new string(' ', 2_000_000), Encoding.UTF8, "application/json"),
            Headers = { ExpectContinue = true },
        };
    }

    [Theory]
    [InlineData("?foo=1", "foo")]
    [InlineData("?page=0", "page")]
    [InlineData("?page=x", "page")]
    [InlineData("?page_size=101", "page_size")]
    [InlineData("?ordering=password", "ordering")]
    [InlineData("?status=lost", "status")]
    [InlineData("?assignee=me", "assignee")]
    [InlineData("?unassigned=yes", "unassigned")]
    [InlineData("?due_before=tomorrow", "due_before")]
    [InlineData("?status=new&status=open", "status")]
    [InlineData("?search=%00", "search")]
    public async Task A_list_refuses_what_it_does_not_understand(string query, string field)
    {
        using var client = await server.SignedInAsync("alpha", Roles.Staff);

        var problem = await client.GetAsync("/api/support/tickets/" + query).MustFailAsync(400, "validation");

        problem.GetProperty("errors").TryGetProperty(field, out _).Should().BeTrue(problem.ToString());
    }

    [Fact]
    public async Task Pages_are_stable_linked_and_end_with_404()
    {
        using var client = await server.SignedInAsync("alpha", Roles.Admin);
        var seen = new List<string>();
        var next = "/api/users/?page_size=1&ordering=-role";
        while (next is not null)
        {
            var page = await client.GetJsonAsync(next);
            page.GetProperty("count").GetInt64().Should().Be(4);
            seen.AddRange(page.GetProperty("results").EnumerateArray().Select(static row => row.Text("role")));
            next = page.GetProperty("next").GetString();
        }

        seen.Should().Equal("staff", "portal", "manager", "admin");
        await client.GetAsync("/api/users/?page=5&page_size=1").MustFailAsync(404, "invalid_page");
        (await client.GetJsonAsync("/api/users/?search=nobody")).GetProperty("count").GetInt64().Should().Be(0);
    }

    [Fact]
    public async Task A_trailing_slash_changes_nothing()
    {
        using var client = await server.SignedInAsync("alpha", Roles.Staff);

        (await client.GetAsync("/api/support/tickets")).StatusCode.Should().Be(HttpStatusCode.OK);
        (await client.GetAsync("/api/support/tickets/")).StatusCode.Should().Be(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Answers_carry_the_callers_request_id_and_browser_guards()
    {
        using var client = server.Anonymous();
        using var answer = await client.SendAsync("GET", "/health/live", null, ("X-Request-Id", "mine-1"));
        using var strange = await client.SendAsync("GET", "/health/live", null, ("X-Request-Id", "<script>"));

        answer.Headers.GetValues("X-Request-Id").Should().Equal("mine-1");
        strange.Headers.GetValues("X-Request-Id").Single().Should().HaveLength(32);
        answer.Headers.GetValues("X-Content-Type-Options").Should().Equal("nosniff");
        answer.Headers.GetValues("Content-Security-Policy").Single().Should().Contain("default-src 'none'");
    }

    [Fact]
    public async Task The_description_of_the_api_lists_every_route()
    {
        using var client = server.Anonymous();

        var description = await client.GetJsonAsync("/openapi/v1.json");

        var paths = description.GetProperty("paths");
        paths.TryGetProperty("/api/support/tickets", out var tickets).Should().BeTrue();
        tickets.GetProperty("get").GetProperty("parameters").EnumerateArray().Select(static p => p.Text("name"))
            .Should().Contain(["page", "page_size", "ordering", "search", "status", "sla_state", "due_before", "unassigned"]);
    }

    [Fact]
    public async Task Health_needs_no_sign_in_and_tells_no_secret()
    {
        using var client = server.Anonymous();

        var text = await client.GetStringAsync("/health/ready");

        text.Should().Contain("\"ready\"").And.NotContain("Password").And.NotContain("Host=");
    }
}
