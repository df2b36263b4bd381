using FluentAssertions;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Npgsql;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.Tenancy;
using Workflows.PostgreSql.Migrations;
using Workflows.Testing.PostgreSql;
using Xunit;

namespace Workflows.Domain.Tests.Shared.Data;

public sealed class SchemaAgreementTests
{
    [Fact]
    public async Task Ef_model_and_migrated_schema_agree_in_tables_columns_types_and_nullability()
    {
        await using var database = await DomainDatabase.CreateAsync();
        var schema = await ReadColumnsAsync(database.DataSource);
        await using var context = new DomainContextFactory(TimeProvider.System).CreateDetached(new CallContext());

        var problems = new List<string>();
        foreach (var entity in context.Model.GetEntityTypes().Where(static e => e.GetTableName() is not null))
        {
            var table = entity.GetTableName()!;
            var store = StoreObjectIdentifier.Table(table, entity.GetSchema());
            foreach (var property in entity.GetProperties())
            {
                var column = property.GetColumnName(store)!;
                if (column == "xmin")
                {
                    continue;
                }

                var mapped = $"{property.GetColumnType(store)} {(property.IsColumnNullable(store) ? "null" : "not null")}";
                if (!schema.TryGetValue((table, column), out var found))
                {
                    problems.Add($"{table}.{column} is mapped but does not exist");
                }
                else if (Canonical(found) != Canonical(mapped))
                {
                    problems.Add($"{table}.{column} is '{found}' but mapped as '{mapped}'");
                }
            }

            var mappedColumns = entity.GetProperties().Select(p => p.GetColumnName(store)).ToHashSet();
            problems.AddRange(schema.Where(c => c.Key.Table == table && !mappedColumns.Contains(c.Key.Column) && c.Value.EndsWith("not null", StringComparison.Ordinal) && !c.Value.Contains("default", StringComparison.Ordinal))
                .Select(c => $"{table}.{c.Key.Column} must be given but is not mapped"));
        }

        problems.Should().BeEmpty();
        context.Model.GetEntityTypes().Should().HaveCountGreaterThan(4);
    }

    [Fact]
    public async Task Every_table_with_a_tenant_forces_row_level_security()
    {
        await using var database = await DomainDatabase.CreateAsync();
        await using var command = database.DataSource.CreateCommand(
            """
            select c.relname from pg_class c
            join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
            where c.relkind in ('r', 'p')
              and exists (select from pg_attribute a where a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped)
              and not (c.relrowsecurity and c.relforcerowsecurity
                       and exists (select from pg_policy p where p.polrelid = c.oid and p.polqual is not null and p.polwithcheck is not null))
            """);

        await using var reader = await command.ExecuteReaderAsync();
        var open = new List<string>();
        while (await reader.ReadAsync())
        {
            open.Add(reader.GetString(0));
        }

        open.Should().BeEmpty();
    }

    [Fact]
    public async Task Migrations_go_up_down_and_up_again()
    {
        await using var database = await TestDatabase.LeaseAsync();
        var migrator = new SqlMigrator(database.DataSource, [DomainDatabase.Source]);

        await migrator.MigrateAsync();
        await migrator.MigrateDownAsync(DomainDatabase.Source.Module, 0);
        var left = await database.ScalarAsync<long>(
            "select count(*) from information_schema.tables where table_schema = 'public' and table_name <> 'schema_migrations'");
        await migrator.MigrateAsync();

        left.Should().Be(0);
        await migrator.VerifyAsync();
    }

    private static string Canonical(string type) => type
        .Replace(" default", "", StringComparison.Ordinal)
        .Replace("timestamptz", "timestamp with time zone", StringComparison.Ordinal)
        .Replace("character varying", "varchar", StringComparison.Ordinal);

    private static async Task<Dictionary<(string Table, string Column), string>> ReadColumnsAsync(NpgsqlDataSource source)
    {
        await using var command = source.CreateCommand(
            """
            select c.relname, a.attname,
                format_type(a.atttypid, a.atttypmod) || case when a.atthasdef then ' default' else '' end
                    || case when a.attnotnull then ' not null' else ' null' end
            from pg_class c
            join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'public'
            join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
            where c.relkind in ('r', 'p')
            """);
        await using var reader = await command.ExecuteReaderAsync();
        var columns = new Dictionary<(string, string), string>();
        while (await reader.ReadAsync())
        {
            columns[(reader.GetString(0), reader.GetString(1))] = reader.GetString(2);
        }

        return columns;
    }
}
