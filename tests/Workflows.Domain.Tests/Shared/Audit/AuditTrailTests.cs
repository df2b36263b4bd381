using System.Text.Json;
using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;
using Xunit;

namespace Workflows.Domain.Tests.Shared.Audit;

public sealed class AuditTrailTests
{
    [Fact]
    public async Task A_row_names_actor_request_and_masked_change()
    {
        await using var database = await DomainDatabase.CreateAsync();
        var actor = new Actor("user", Guid.CreateVersion7(), Roles.Manager, "Mia");
        var entity = Guid.CreateVersion7();
        await WriteAsync(database, actor, entity);

        var row = await database.ScalarAsync<string>("select row_to_json(a)::text from audit_logs a");

        using var json = JsonDocument.Parse(row!);
        var root = json.RootElement;
        root.GetProperty("actor_kind").GetString().Should().Be("user");
        root.GetProperty("actor_role").GetString().Should().Be("manager");
        root.GetProperty("actor_id").GetGuid().Should().Be(actor.UserId!.Value);
        root.GetProperty("action").GetString().Should().Be("ticket.assign");
        root.GetProperty("entity_id").GetGuid().Should().Be(entity);
        root.GetProperty("request_id").GetString().Should().Be("req-1");
        root.GetProperty("before").GetProperty("requester_email").GetString().Should().Be("j***@example.com");
        root.GetProperty("after").GetProperty("priority").GetString().Should().Be("high");
    }

    [Theory]
    [InlineData("update audit_logs set action = 'x'")]
    [InlineData("delete from audit_logs")]
    [InlineData("truncate audit_logs")]
    public async Task The_database_refuses_to_change_audit_rows(string sql)
    {
        await using var database = await DomainDatabase.CreateAsync();
        await WriteAsync(database, Actor.System, Guid.CreateVersion7());

        var change = () => database.ScalarAsync<object>(sql);

        (await change.Should().ThrowAsync<PostgresException>()).Which.MessageText.Should().Contain("append-only");
        (await database.ScalarAsync<long>("select count(*) from audit_logs")).Should().Be(1);
    }

    [Fact]
    public async Task A_tenant_that_is_deleted_takes_its_audit_rows_along()
    {
        await using var database = await DomainDatabase.CreateAsync();
        await WriteAsync(database, Actor.System, Guid.CreateVersion7());

        await database.ScalarAsync<object>($"delete from tenants where id = '{database.TenantA}'");

        (await database.ScalarAsync<long>("select count(*) from audit_logs")).Should().Be(0);
    }

    private static async Task WriteAsync(DomainDatabase database, Actor actor, Guid entity)
    {
        await using var scope = database.Scope(database.TenantA, actor);
        scope.ServiceProvider.GetRequiredService<CallContext>().RequestId = "req-1";
        await scope.ServiceProvider.GetRequiredService<IAuditTrail>().WriteAsync(
            "ticket.assign", "ticket", entity, new { RequesterEmail = "joe@example.com" }, new { Priority = "high" }, default);
        await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().CommitAsync(default);
    }
}
