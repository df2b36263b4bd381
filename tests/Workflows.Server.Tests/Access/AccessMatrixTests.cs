using System.Net;
using FluentAssertions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Access;
using Workflows.Server.Tests.Hosting;
using Xunit;

namespace Workflows.Server.Tests.Access;

/// <summary>
/// Every route of the server, as its own endpoint list names them, for nobody, every role and another tenant. A new endpoint is
/// in the matrix from the moment it is mapped.
/// </summary>
[Collection(ServerFixture.Collection)]
public sealed class AccessMatrixTests(ServerFixture server)
{
    private static readonly Dictionary<string, string[]> Admitted = new(StringComparer.Ordinal)
    {
        [Policies.AnyPassword] = ServerFixture.AllRoles,
        [Policies.SignedIn] = ServerFixture.AllRoles,
        [Policies.Staff] = [Roles.Staff, Roles.Manager, Roles.Admin],
        [Policies.Manager] = [Roles.Manager, Roles.Admin],
        [Policies.Admin] = [Roles.Admin],
        [Policies.Installation] = [],
    };

    // Signing out everywhere would end the sessions of the other tests.
    private static readonly string[] LeftOut = ["/api/auth/logout"];

    [Fact]
    public async Task Nobody_gets_401_everywhere_but_at_the_open_doors()
    {
        using var client = server.Anonymous();
        var wrong = new List<string>();
        foreach (var route in Routes())
        {
            using var answer = await client.SendAsync(route.Method, route.Path, route.Body);
            if (route.Policy is null == (answer.StatusCode == HttpStatusCode.Unauthorized) && !route.Path.StartsWith("/api/auth/", StringComparison.Ordinal))
            {
                wrong.Add($"{route} answered {(int)answer.StatusCode}");
            }

            if (route.Policy is not null)
            {
                answer.Headers.WwwAuthenticate.Should().NotBeEmpty();
            }
        }

        wrong.Should().BeEmpty();
    }

    [Theory]
    [InlineData(Roles.Portal)]
    [InlineData(Roles.Staff)]
    [InlineData(Roles.Manager)]
    [InlineData(Roles.Admin)]
    public async Task A_role_gets_403_exactly_where_its_policy_ends(string role)
    {
        using var client = await server.SignedInAsync("alpha", role);
        var wrong = new List<string>();
        foreach (var route in Routes().Where(static route => route.Policy is not null))
        {
            using var answer = await client.SendAsync(route.Method, route.Path, route.Body);
            var admitted = EveryPolicy(route).TrueForAll(policy => Admitted[policy].Contains(role, StringComparer.Ordinal));
            if (admitted == (answer.StatusCode == HttpStatusCode.Forbidden) || answer.StatusCode == HttpStatusCode.Unauthorized)
            {
                wrong.Add($"{route} answered {(int)answer.StatusCode}");
            }

            ((int)answer.StatusCode).Should().BeLessThan(500, route.ToString());
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public async Task Another_tenants_rows_are_404_for_every_role_and_every_action()
    {
        var rows = await RowsOfBetaAsync();
        var wrong = new List<string>();
        foreach (var role in ServerFixture.AllRoles)
        {
            using var client = await server.SignedInAsync("alpha", role);
            foreach (var route in Routes().Where(static route => route.TakesId && route.Policy is not null))
            {
                var admitted = EveryPolicy(route).TrueForAll(policy => Admitted[policy].Contains(role, StringComparer.Ordinal));
                var id = rows.FirstOrDefault(row => route.Path.StartsWith(row.Key, StringComparison.Ordinal)).Value ?? Guid.CreateVersion7().ToString();
                var path = route.Path.Replace(Route.SomeId, id, StringComparison.Ordinal);
                using var answer = await client.SendAsync(route.Method, path, route.Body);
                if (answer.StatusCode != (admitted ? HttpStatusCode.NotFound : HttpStatusCode.Forbidden))
                {
                    wrong.Add($"{role}: {route} answered {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
                }
            }
        }

        wrong.Should().BeEmpty();
    }

    [Fact]
    public async Task Administrators_of_the_installation_are_those_of_the_home_tenant()
    {
        using var home = await server.SignedInAsync("default", Roles.Admin);
        using var other = await server.SignedInAsync("alpha", Roles.Admin);

        (await home.GetAsync("/api/tenants/")).StatusCode.Should().Be(HttpStatusCode.OK);
        await other.GetAsync("/api/tenants/").MustFailAsync(403, "forbidden");
    }

    private static List<string> EveryPolicy(Route route) => [.. route.Policy!.Split(',')];

    private async Task<Dictionary<string, string>> RowsOfBetaAsync()
    {
        using var manager = await server.SignedInAsync("beta", Roles.Manager);
        var calendar = await manager.SendAsync("POST", "/api/support/calendars/",
            $$$"""{"name":"Matrix {{{Guid.CreateVersion7()}}}","zone":"UTC","week":{"monday":["09:00-17:00"]}}""").IdAsync();
        var policy = await manager.SendAsync("POST", "/api/support/sla-policies/",
            $$$$"""{"name":"Matrix {{{{Guid.CreateVersion7()}}}}","calendar_id":"{{{{calendar}}}}","targets":{"normal":{"resolution":60}}}""").IdAsync();
        var ticket = await manager.SendAsync("POST", "/api/support/tickets/", """{"subject":"Matrix"}""").IdAsync();
        var team = await manager.SendAsync("POST", "/api/support/teams/", $$"""{"name":"Matrix {{Guid.CreateVersion7()}}"}""").IdAsync();
        var absence = await manager.SendAsync("POST", "/api/support/absences/",
            $$"""{"user_id":"{{server.People["staff@beta.example"]}}","starts_at":"{{Route.Someday():O}}","ends_at":"{{Route.Someday(1):O}}"}""").IdAsync();
        var comment = await manager.SendAsync("POST", "/api/support/ticket-comments/",
            $$"""{"ticket_id":"{{ticket}}","body":"Matrix"}""").IdAsync();
        return new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["/api/support/calendars/"] = calendar,
            ["/api/support/sla-policies/"] = policy,
            ["/api/support/tickets/"] = ticket,
            ["/api/support/ticket-comments/"] = comment,
            ["/api/support/teams/"] = team,
            ["/api/support/absences/"] = absence,
            ["/api/support/staff/"] = server.People["staff@beta.example"].ToString(),
            ["/api/users/"] = server.People["staff@beta.example"].ToString(),
        };
    }

    private List<Route> Routes() => [.. server.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .SelectMany(static endpoint => endpoint.Metadata.GetMetadata<HttpMethodMetadata>()!.HttpMethods
            .Select(method => Route.Of(endpoint, method)))
        .Where(static route => !LeftOut.Contains(route.Path, StringComparer.Ordinal))];

    private sealed record Route(string Method, string Path, string? Policy)
    {
        public const string SomeId = "01890000-0000-7000-8000-000000000001";

        // Bodies that bind, so that what answers is the rule under test and not the JSON reader.
        private static readonly (string End, string Body)[] Bodies =
        [
            ("/assign", """{"assignee_id":null}"""), ("/hold", """{"reason":"matrix"}"""), ("/resolve", """{"resolution":"matrix"}"""),
            ("/merge", $$"""{"into_id":"{{SomeId}}"}"""), ("/variables", """{"variables":{}}"""), ("/run", """{"due_at":"2026-05-04T09:00:00Z"}"""), ("/ticket-comments", $$"""{"ticket_id":"{{SomeId}}","body":"x"}"""),
        ];

        // Absences of one person must not overlap, and the matrix may run more than once on one server.
        private static int _days;

        public static DateTimeOffset Someday(int later = 0) =>
            new DateTimeOffset(2040, 1, 1, 0, 0, 0, TimeSpan.Zero).AddDays((later == 0 ? Interlocked.Add(ref _days, 2) : _days) + later);

        public string? Body => Method is "GET" or "DELETE"
            ? null
            : Bodies.FirstOrDefault(pair => Path.TrimEnd('/').EndsWith(pair.End, StringComparison.Ordinal)).Body ?? "{}";

        public bool TakesId => Path.Contains(SomeId, StringComparison.Ordinal);

        public static Route Of(RouteEndpoint endpoint, string method)
        {
            var path = string.Concat(endpoint.RoutePattern.PathSegments.Select(static segment => "/" + string.Concat(segment.Parts.Select(Part))));
            var policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(static rule => rule.Policy).Distinct(StringComparer.Ordinal);
            var open = endpoint.Metadata.GetMetadata<IAllowAnonymous>() is not null;
            return new Route(method, path, open ? null : string.Join(',', policies));
        }

        public override string ToString() => $"{Method} {Path} ({Policy ?? "open"})";

        private static string Part(Microsoft.AspNetCore.Routing.Patterns.RoutePatternPart part) => part switch
        {
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "id" } => SomeId,
            Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart parameter => parameter.Name == "documentName" ? "v1" : $"no-such-{parameter.Name}",
            _ => string.Empty,
        };
    }
}
