using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Workflows.PostgreSql.Migrations;
using Xunit;

namespace Workflows.PostgreSql.Tests.Migrations;

public sealed class StatementSplitterTests
{
    /// <summary>Statements with every construct in which a semicolon does not end one.</summary>
    private static readonly string[] Pieces =
    [
        "select 1",
        "select ';' as \"a;b\"",
        "select 'it''s;' , E'back\\';slash', e'\\\\'",
        "select $$;$$, $body$ $$ ; $body$, $1",
        "do $do$ begin perform 1; end $do$",
        "select /* ; /* nested ; */ ; */ 2",
        "select 3 -- comment; here\n + 4",
        "create rule r as on insert to t do also (select 1; select 2)",
        "create function f() returns int begin atomic select case when true then 1 end; select 2; end",
        "select case when (a) then 'x' end from begin_atomic",
        "select a.end, atomic from t",
        "select nameE'x'",
    ];

    [Fact]
    public void Any_sequence_of_statements_is_cut_where_they_were_joined()
    {
        var sequences = Gen.NonEmptyListOf(Gen.Elements(Pieces)).Select(list => list.ToArray());

        Prop.ForAll(sequences.ToArbitrary(), statements =>
        {
            var script = "-- header\n" + string.Join(";\n/* between; */\n", statements) + ";\n-- end\n";
            return StatementSplitter.Split(script).Select(statement => statement.Text.Split("*/\n")[^1].Replace("-- header\n", "", StringComparison.Ordinal))
                .SequenceEqual(statements.Select(statement => statement.Split("*/\n")[^1]), StringComparer.Ordinal);
        }).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_statement_knows_its_line()
    {
        StatementSplitter.Split("select 1;\n\n  select\n2;select 3").Select(statement => statement.Line).Should().Equal(1, 3, 4);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ;; \n; -- nothing\n/* ; */")]
    public void Emptiness_is_no_statement(string script) => StatementSplitter.Split(script).Should().BeEmpty();

    [Theory]
    [InlineData("select 'open")]
    [InlineData("select $x$ open ;")]
    [InlineData("select /* open ;")]
    public void What_never_closes_stays_one_statement_for_the_server_to_refuse(string script) =>
        StatementSplitter.Split(script).Should().ContainSingle().Which.Text.Should().Be(script);
}
