using FluentAssertions;
using Npgsql;
using Workflows.Testing.PostgreSql;
using Xunit;

namespace Workflows.PostgreSql.Tests.Testing;

public sealed class TestDatabaseTests
{
    private static readonly DatabaseTemplate Template = new(
        "pool_test",
        "create table thing",
        async (source, cancellationToken) =>
        {
            await using var command = source.CreateCommand("create table thing (id int primary key)");
            await command.ExecuteNonQueryAsync(cancellationToken);
        });

    [Fact]
    public async Task A_lease_is_a_fresh_copy_of_its_template()
    {
        await using var first = await TestDatabase.LeaseAsync(Template);
        await using var second = await TestDatabase.LeaseAsync(Template);
        await first.ExecuteAsync("insert into thing values (1)");

        (await first.ScalarAsync<long>("select count(*) from thing")).Should().Be(1);
        (await second.ScalarAsync<long>("select count(*) from thing")).Should().Be(0);
        second.Name.Should().NotBe(first.Name);
    }

    [Fact]
    public async Task A_lease_is_owned_by_a_plain_role_and_durable()
    {
        await using var database = await TestDatabase.LeaseAsync();

        (await database.ScalarAsync<bool>("select usesuper from pg_user where usename = current_user")).Should().BeFalse();
        (await database.ScalarAsync<string>("show fsync")).Should().Be("on");
        (await database.ScalarAsync<string>("show synchronous_commit")).Should().Be("on");
    }

    [Fact]
    public async Task Asynchronous_commit_is_only_for_those_who_ask()
    {
        await using var database = await TestDatabase.LeaseAsync(asynchronousCommit: true);

        (await database.ScalarAsync<string>("show synchronous_commit")).Should().Be("off");
    }

    [Fact]
    public async Task A_returned_database_is_gone()
    {
        string connection;
        await using (var database = await TestDatabase.LeaseAsync(Template))
        {
            connection = database.ConnectionString;
        }

        await using var source = NpgsqlDataSource.Create(connection);
        var open = async () => await source.OpenConnectionAsync();

        (await open.Should().ThrowAsync<PostgresException>()).Which.SqlState.Should().Be(PostgresErrorCodes.InvalidCatalogName);
    }
}
