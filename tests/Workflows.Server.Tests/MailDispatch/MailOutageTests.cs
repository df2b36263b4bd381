using FluentAssertions;
using Npgsql;
using Workflows.Testing.PostgreSql;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.Server.Tests.MailDispatch;

/// <summary>The database breaks off at each statement of the dispatcher, before or after it was carried out; the process lives on.</summary>
public sealed class MailOutageTests
{
    private const string Claim = "due as materialized";
    private const string Note = "set data_started_at = clock_timestamp()";
    private const string Result = "set status = r.status";

    [Theory]
    [InlineData(Claim, true)]
    [InlineData(Claim, false)]
    [InlineData(Note, true)]
    [InlineData(Note, false)]
    [InlineData(Result, true)]
    [InlineData(Result, false)]
    public async Task A_connection_lost_at_any_statement_leaves_no_mail_behind_and_doubles_none(string statement, bool carriedOut)
    {
        await using var host = await DispatchHost.CreateAsync();
        await using var link = FaultyLink.To(host.ConnectionString);
        await using var source = NpgsqlDataSource.Create(link.ConnectionString);
        host.Through = source;
        await host.AddMailsAsync(30);
        var broken = carriedOut ? link.LoseAnswerAsync(statement) : link.LoseRequestAsync(statement);

        // A lease that is not waited for: who lives must give back by itself what it dropped.
        await host.StartAsync(("MailDispatch:Lease", "00:10:00"), ("Smtp:MaxConnections", "2"));
        await broken.WaitAsync(TimeSpan.FromMinutes(1));

        await Eventually.TrueAsync(
            async () => await host.ScalarAsync<long>("select count(*) from message_logs where status = 'sent'") == 30, "every mail is sent");
        host.Sink.Messages.Select(static mail => mail.Header("Message-ID")).Should().HaveCount(30).And.OnlyHaveUniqueItems();
        (await host.ScalarAsync<int>("select max(attempts) from message_logs")).Should().Be(1, "an attempt that was not made does not count");
    }
}
