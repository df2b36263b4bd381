using System.Net;
using FluentAssertions;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Tests.Hosting;
using Xunit;

namespace Workflows.Server.Tests.Http;

/// <summary>C-IDEM on real endpoints and a real database.</summary>
[Collection(ServerFixture.Collection)]
public sealed class IdempotencyTests(ServerFixture server)
{
    private const string Tickets = "/api/support/tickets/";

    [Fact]
    public async Task A_repeated_request_gets_the_first_answer_and_does_nothing()
    {
        using var client = await server.SignedInAsync("alpha", Roles.Staff);
        var (key, body) = (NewKey(), """{"subject":"Once"}""");
        using var first = await client.SendAsync("POST", Tickets, body, key);
        using var second = await client.SendAsync("POST", Tickets, body, key);

        second.StatusCode.Should().Be(HttpStatusCode.Created);
        (await second.Content.ReadAsStringAsync()).Should().Be(await first.Content.ReadAsStringAsync());
        second.Headers.Location.Should().Be(first.Headers.Location);
        second.Headers.ETag.Should().Be(first.Headers.ETag);
        first.Headers.Contains("Idempotent-Replayed").Should().BeFalse();
        second.Headers.GetValues("Idempotent-Replayed").Should().Equal("true");
    }

    [Fact]
    public async Task Twenty_at_once_open_one_ticket()
    {
        using var client = await server.SignedInAsync("beta", Roles.Staff);
        var key = NewKey();
        var subject = $"Race {Guid.CreateVersion7()}";

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.SendAsync("POST", Tickets, $$"""{"subject":"{{subject}}"}""", key)));

        answers.Select(static a => a.StatusCode).Should().OnlyContain(static s => s == HttpStatusCode.Created || s == HttpStatusCode.Conflict);
        answers.Should().Contain(static a => a.StatusCode == HttpStatusCode.Created);
        (await client.GetJsonAsync($"{Tickets}?search={Uri.EscapeDataString(subject)}")).GetProperty("count").GetInt64().Should().Be(1);
    }

    [Fact]
    public async Task Another_body_or_another_person_under_the_key_is_refused()
    {
        using var staff = await server.SignedInAsync("alpha", Roles.Staff);
        using var manager = await server.SignedInAsync("alpha", Roles.Manager);
        var key = NewKey();
        await staff.SendAsync("POST", Tickets, """{"subject":"One"}""", key).MustBeAsync(HttpStatusCode.Created);

        await staff.SendAsync("POST", Tickets, """{"subject":"Two"}""", key).MustFailAsync(409, "idempotency_key_reuse");
        await manager.SendAsync("POST", Tickets, """{"subject":"One"}""", key).MustFailAsync(409, "idempotency_key_reuse");
    }

    [Fact]
    public async Task The_same_key_is_another_request_elsewhere_and_in_another_tenant()
    {
        using var alpha = await server.SignedInAsync("alpha", Roles.Staff);
        using var beta = await server.SignedInAsync("beta", Roles.Staff);
        var key = NewKey();
        var mine = await alpha.SendAsync("POST", Tickets, """{"subject":"Mine"}""", key).IdAsync();
        var theirs = await beta.SendAsync("POST", Tickets, """{"subject":"Mine"}""", key).IdAsync();

        theirs.Should().NotBe(mine);
        await alpha.SendAsync("POST", $"{Tickets}{mine}/hold/", """{"reason":"parts"}""", key).MustBeAsync(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_refused_request_leaves_its_key_free()
    {
        using var client = await server.SignedInAsync("alpha", Roles.Staff);
        var key = NewKey();
        await client.SendAsync("POST", Tickets, """{"subject":""}""", key).MustFailAsync(400, "validation");

        await client.SendAsync("POST", Tickets, """{"subject":"Now right"}""", key).MustBeAsync(HttpStatusCode.Created);
    }

    [Fact]
    public async Task A_key_must_be_printable()
    {
        using var client = await server.SignedInAsync("alpha", Roles.Staff);

        await client.SendAsync("POST", Tickets, """{"subject":"x"}""", ("Idempotency-Key", "has spaces")).MustFailAsync(400, "validation");
    }

    private static (string Name, string Value) NewKey() => ("Idempotency-Key", Guid.CreateVersion7().ToString());
}
