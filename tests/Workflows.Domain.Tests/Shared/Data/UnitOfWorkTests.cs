using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;
using Xunit;

namespace Workflows.Domain.Tests.Shared.Data;

public sealed class UnitOfWorkTests
{
    [Fact]
    public async Task Commit_fills_tenant_and_instants_and_runs_the_actions_after_it()
    {
        await using var database = await DomainDatabase.CreateAsync();
        var id = await AddUserAsync(database, database.TenantA, "ann");

        await using var scope = database.Scope(database.TenantA);
        var context = await scope.ServiceProvider.GetRequiredService<IUnitOfWork>().BeginAsync(default);
        var user = await context.Set<User>().SingleAsync(u => u.Id == id);
        user.TenantId.Should().Be(database.TenantA);
        user.CreatedAt.Should().Be(database.Clock.GetUtcNow());

        database.Clock.Advance(TimeSpan.FromHours(1));
        user.Name = "Ann B.";
        var ran = 0;
        var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        unitOfWork.OnCommitted(() => ran++);
        await unitOfWork.CommitAsync(default);

        ran.Should().Be(1);
        user.UpdatedAt.Should().Be(database.Clock.GetUtcNow());
        (await database.ScalarAsync<string>("select name from users")).Should().Be("Ann B.");
    }

    [Fact]
    public async Task What_is_not_committed_rolls_back_with_the_scope_and_runs_no_action()
    {
        await using var database = await DomainDatabase.CreateAsync();
        var ran = 0;

        await using (var scope = database.Scope(database.TenantA))
        {
            var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
            var context = await unitOfWork.BeginAsync(default);
            context.Add(NewUser("bob"));
            unitOfWork.OnCommitted(() => ran++);
            await context.SaveChangesAsync();
        }

        ran.Should().Be(0);
        (await database.ScalarAsync<long>("select count(*) from users")).Should().Be(0);
    }

    [Fact]
    public async Task A_unit_of_work_can_begin_again_after_its_commit()
    {
        await using var database = await DomainDatabase.CreateAsync();
        await using var scope = database.Scope(database.TenantA);
        var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();

        (await unitOfWork.BeginAsync(default)).Add(NewUser("one"));
        await unitOfWork.CommitAsync(default);
        (await unitOfWork.BeginAsync(default)).Add(NewUser("two"));
        await unitOfWork.CommitAsync(default);

        (await database.ScalarAsync<long>("select count(*) from users")).Should().Be(2);
    }

    [Fact]
    public async Task A_stale_row_version_is_refused()
    {
        await using var database = await DomainDatabase.CreateAsync();
        var id = await AddUserAsync(database, database.TenantA, "ann");
        await using var first = database.Scope(database.TenantA);
        await using var second = database.Scope(database.TenantA);
        var mine = first.ServiceProvider.GetRequiredService<IUnitOfWork>();
        var theirs = second.ServiceProvider.GetRequiredService<IUnitOfWork>();
        (await (await mine.BeginAsync(default)).Set<User>().SingleAsync(u => u.Id == id)).Name = "mine";
        (await (await theirs.BeginAsync(default)).Set<User>().SingleAsync(u => u.Id == id)).Name = "theirs";
        await theirs.CommitAsync(default);

        var commit = async () => await mine.CommitAsync(default);

        await commit.Should().ThrowAsync<DbUpdateConcurrencyException>();
    }

    [Fact]
    public async Task Query_filter_and_policy_each_hide_another_tenants_rows()
    {
        await using var database = await DomainDatabase.CreateAsync();
        await AddUserAsync(database, database.TenantA, "ann");
        await AddUserAsync(database, database.TenantB, "bea");

        await using var scope = database.Scope(database.TenantB);
        var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        var context = await unitOfWork.BeginAsync(default);
        var filtered = await context.Set<User>().Select(static u => u.Login).ToListAsync();
        var unfiltered = await context.Set<User>().IgnoreQueryFilters().Select(static u => u.Login).ToListAsync();
        await using var raw = new NpgsqlCommand("select count(*) from users", unitOfWork.Connection, unitOfWork.Transaction);

        filtered.Should().Equal("bea");
        unfiltered.Should().Equal("bea");
        (await raw.ExecuteScalarAsync()).Should().Be(1L);
    }

    [Fact]
    public async Task Policy_refuses_to_write_another_tenants_row()
    {
        await using var database = await DomainDatabase.CreateAsync();
        await using var scope = database.Scope(database.TenantB);
        var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        var user = NewUser("eve");
        user.TenantId = database.TenantA;
        (await unitOfWork.BeginAsync(default)).Add(user);

        var commit = async () => await unitOfWork.CommitAsync(default);

        (await commit.Should().ThrowAsync<DbUpdateException>()).WithInnerException<PostgresException>()
            .Which.SqlState.Should().Be(PostgresErrorCodes.InsufficientPrivilege);
    }

    [Fact]
    public async Task A_connection_without_a_tenant_sees_nothing()
    {
        await using var database = await DomainDatabase.CreateAsync();
        await AddUserAsync(database, database.TenantA, "ann");
        await using var command = database.DataSource.CreateCommand("select (select count(*) from users) + (select count(*) from tenants)");

        (await command.ExecuteScalarAsync()).Should().Be(0L);
    }

    [Fact]
    public async Task An_enlisted_unit_of_work_commits_with_its_owner_and_survives_a_rolled_back_step()
    {
        await using var database = await DomainDatabase.CreateAsync();
        var call = new CallContext { TenantId = database.TenantA };
        var ran = new List<string>();
        await using (var connection = await database.DataSource.OpenConnectionAsync())
        await using (var transaction = await connection.BeginTransactionAsync())
        {
            await TenantSetting.SetAsync(connection, transaction, TenantSetting.AllTenants, default);
            await using var unitOfWork = new EnlistedUnitOfWork(
                transaction, call, database.Services.GetRequiredService<DomainContextFactory>());
            await transaction.SaveAsync("step");
            (await unitOfWork.BeginAsync(default)).Add(NewUser("kept"));
            unitOfWork.OnCommitted(() => ran.Add("kept"));
            await unitOfWork.FlushAsync(default);
            await transaction.SaveAsync("step");
            var context = await unitOfWork.BeginAsync(default);
            context.Add(NewUser("lost"));
            unitOfWork.OnCommitted(() => ran.Add("lost"));
            await context.SaveChangesAsync();
            await transaction.RollbackAsync("step");
            unitOfWork.Forget();
            (await unitOfWork.BeginAsync(default)).Add(NewUser("later"));
            await unitOfWork.CommitAsync(default);
            await unitOfWork.LeaveAsync(TenantSetting.AllTenants, default);
            await using var setting = new NpgsqlCommand("select current_setting('workflows.tenant')", connection, transaction);
            (await setting.ExecuteScalarAsync()).Should().Be("*");
            ran.Should().BeEmpty();
            await transaction.CommitAsync();
            unitOfWork.RunCommitted();
        }

        ran.Should().Equal("kept");
        (await database.ScalarAsync<string>("select string_agg(login, ',' order by id) from users")).Should().Be("kept,later");
    }

    [Fact]
    public async Task A_scope_that_joins_gets_the_joined_unit_of_work()
    {
        await using var database = await DomainDatabase.CreateAsync();
        await using var connection = await database.DataSource.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using var scope = database.Scope(database.TenantA);
        await using var joined = new EnlistedUnitOfWork(
            transaction,
            scope.ServiceProvider.GetRequiredService<CallContext>(),
            scope.ServiceProvider.GetRequiredService<DomainContextFactory>());
        scope.ServiceProvider.GetRequiredService<UnitOfWorkScope>().Joined = joined;

        scope.ServiceProvider.GetRequiredService<IUnitOfWork>().Should().BeSameAs(joined);
    }

    [Fact]
    public async Task Deleting_a_tenant_removes_its_rows_and_only_its_rows()
    {
        await using var database = await DomainDatabase.CreateAsync();
        await AddUserAsync(database, database.TenantA, "ann");
        await AddUserAsync(database, database.TenantB, "bea");

        await database.ScalarAsync<object>($"delete from tenants where id = '{database.TenantA}'");

        (await database.ScalarAsync<string>("select string_agg(login, ',') from users")).Should().Be("bea");
    }

    private static User NewUser(string login) =>
        new() { Login = login, Email = $"{login}@example.com", Name = login, Role = Roles.Staff };

    private static async Task<Guid> AddUserAsync(DomainDatabase database, Guid tenant, string login)
    {
        await using var scope = database.Scope(tenant);
        var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        var user = NewUser(login);
        (await unitOfWork.BeginAsync(default)).Add(user);
        await unitOfWork.CommitAsync(default);
        return user.Id;
    }
}
