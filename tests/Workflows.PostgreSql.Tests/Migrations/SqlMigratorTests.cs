using FluentAssertions;
using Workflows.PostgreSql.Migrations;
using Workflows.Testing.PostgreSql;
using Xunit;

namespace Workflows.PostgreSql.Tests.Migrations;

public sealed class SqlMigratorTests : IAsyncLifetime
{
    private static readonly MigrationSource Sample = new(
        "sample", typeof(SqlMigratorTests).Assembly, "Workflows.PostgreSql.Tests.Migrations.Sample.");

    private static readonly DatabaseTemplate Migrated = DatabaseTemplate.Migrated("migrator_test", Sample);

    private TestDatabase _database = null!;

    public async Task InitializeAsync() => _database = await TestDatabase.LeaseAsync();

    public async Task DisposeAsync() => await _database.DisposeAsync();

    [Fact]
    public async Task Embedded_files_are_applied_once_in_order()
    {
        var migrator = new SqlMigrator(_database.DataSource, [Sample]);

        (await migrator.MigrateAsync()).Select(step => step.ToString()).Should().Equal("sample 0001_things", "sample 0002_thing_index");
        (await migrator.MigrateAsync()).Should().BeEmpty();

        (await _database.ScalarAsync<long>("select thing_count()")).Should().Be(1);
        (await migrator.ReadAppliedAsync()).Select(row => (row.Version, row.Name, row.Checksum.Length))
            .Should().Equal((1, "things", 64), (2, "thing_index", 64));
        await migrator.VerifyAsync();
    }

    [Fact]
    public async Task A_template_of_migrated_databases_has_them()
    {
        await using var database = await TestDatabase.LeaseAsync(Migrated);

        await new SqlMigrator(database.DataSource, [Sample]).VerifyAsync();
    }

    [Fact]
    public async Task Servers_that_start_together_migrate_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 6).Select(async _ =>
            await new SqlMigrator(_database.DataSource, [Sample]).MigrateAsync()));

        results.Sum(applied => applied.Count).Should().Be(2);
    }

    [Fact]
    public async Task Going_back_undoes_newest_first_and_can_go_forward_again()
    {
        var migrator = new SqlMigrator(_database.DataSource, [Sample]);
        await migrator.MigrateAsync();

        (await migrator.MigrateDownAsync("sample", 1)).Select(step => step.Version).Should().Equal(2);
        (await _database.ScalarAsync<bool>("select to_regclass('thing_label') is null")).Should().BeTrue();
        (await migrator.MigrateDownAsync("sample", 0)).Select(step => step.Version).Should().Equal(1);
        (await _database.ScalarAsync<bool>("select to_regclass('thing') is null")).Should().BeTrue();
        (await migrator.MigrateAsync()).Should().HaveCount(2);
    }

    [Fact]
    public async Task Verifying_names_what_is_pending_and_changes_nothing()
    {
        var migrator = new SqlMigrator(_database.DataSource, [Sample]);

        var verify = async () => await migrator.VerifyAsync();

        (await verify.Should().ThrowAsync<MigrationException>()).WithMessage("*2 migrations: sample 0001_things, sample 0002_thing_index*");
        (await _database.ScalarAsync<bool>("select to_regclass('public.schema_migrations') is null")).Should().BeTrue();
    }

    [Fact]
    public async Task A_changed_file_is_refused_and_line_ends_are_no_change()
    {
        await From(("0001_a.up.sql", "create table a ();\nselect 1;\n")).MigrateAsync();

        await From(("0001_a.up.sql", "create table a ();\r\nselect 1;\r\n")).VerifyAsync();
        var changed = async () => await From(("0001_a.up.sql", "create table a (id int);")).MigrateAsync();

        (await changed.Should().ThrowAsync<MigrationException>()).WithMessage("*module 0001_a was changed after it was applied*");
    }

    [Fact]
    public async Task A_database_of_a_newer_server_is_refused()
    {
        await From(("0001_a.up.sql", "select 1"), ("0002_b.up.sql", "select 1")).MigrateAsync();

        var older = async () => await From(("0001_a.up.sql", "select 1")).VerifyAsync();

        (await older.Should().ThrowAsync<MigrationException>()).WithMessage("*0002_b was applied by a newer server*");
    }

    [Fact]
    public async Task A_failing_migration_leaves_nothing_of_itself_and_keeps_those_before()
    {
        var migrator = From(
            ("0001_a.up.sql", "create table a ();"),
            ("0002_b.up.sql", "create table b ();\n\n-- the next line fails\ninsert into\n  missing values (1);"));

        var migrate = async () => await migrator.MigrateAsync();

        (await migrate.Should().ThrowAsync<MigrationException>())
            .WithMessage("*module 0002_b (up) failed: line 5: 42P01*missing*Nothing of it remains*");
        (await _database.ScalarAsync<bool>("select to_regclass('a') is not null and to_regclass('b') is null")).Should().BeTrue();
        (await migrator.ReadAppliedAsync()).Should().ContainSingle();
    }

    [Fact]
    public async Task A_failed_script_without_transaction_runs_again_from_its_start()
    {
        var script = "-- no-transaction\ncreate table if not exists a ();\ninsert into later values (1);";
        var migrate = async () => await From(("0001_a.up.sql", script)).MigrateAsync();

        (await migrate.Should().ThrowAsync<MigrationException>()).WithMessage("*Its earlier statements remain*");
        await _database.ExecuteAsync("create table later (id int)");

        (await migrate()).Should().ContainSingle();
    }

    [Fact]
    public async Task Without_a_way_back_nothing_is_undone()
    {
        var migrator = From(
            ("0001_a.up.sql", "create table a ();"),
            ("0002_b.up.sql", "create table b ();"),
            ("0002_b.down.sql", "drop table b;"));
        await migrator.MigrateAsync();

        var down = async () => await migrator.MigrateDownAsync("module", 0);
        var unknown = async () => await migrator.MigrateDownAsync("modul", 0);

        (await down.Should().ThrowAsync<MigrationException>()).WithMessage("*0001_a has no down file*");
        (await unknown.Should().ThrowAsync<MigrationException>()).WithMessage("*no module modul; there are module*");
        (await _database.ScalarAsync<bool>("select to_regclass('b') is not null")).Should().BeTrue();
    }

    [Fact]
    public async Task The_lock_does_not_outlive_the_migration()
    {
        await new SqlMigrator(_database.DataSource, [Sample]).MigrateAsync();

        (await _database.ScalarAsync<long>(
            "select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())"))
            .Should().Be(0);
    }

    [Fact]
    public void Numbers_may_have_gaps() =>
        MigrationFiles.Read("module", [("0001_a.up.sql", ""), ("0004_b.up.sql", "")], "here")
            .Select(static migration => migration.Version).Should().Equal(1, 4);

    [Fact]
    public void All_faults_of_a_set_are_reported_at_once()
    {
        var read = () => MigrationFiles.Read(
            "module",
            [("0001_a.up.sql", ""), ("0001_b.down.sql", ""), ("0003_c.up.sql", ""), ("0004_d.down.sql", ""), ("5_e.sql", ""), ("0003_cc.up.sql", "")],
            "here");

        read.Should().Throw<MigrationException>().WithMessage("*0003_cc.up.sql uses version 0003 a second time*");
        read.Should().Throw<MigrationException>().WithMessage("*5_e.sql is not named like*");
        read.Should().Throw<MigrationException>().WithMessage("*named a up but b down*");
        read.Should().Throw<MigrationException>().WithMessage("*0004_d.down.sql has no up file*");
    }

    [Fact]
    public void A_source_without_files_is_a_mistake()
    {
        var load = () => new MigrationSource("none", typeof(SqlMigratorTests).Assembly, "Nowhere.").Load();

        load.Should().Throw<MigrationException>().WithMessage("*module none*Nowhere.**there is none*");
    }

    private SqlMigrator From(params (string File, string Text)[] files) =>
        new(_database.DataSource, [("module", MigrationFiles.Read("module", files, "test"))]);
}
