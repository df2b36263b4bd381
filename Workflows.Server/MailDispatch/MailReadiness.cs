using System.Globalization;
using Npgsql;
using Workflows.Server.Hosting;

namespace Workflows.Server.MailDispatch;

/// <summary>A note on mail. Never makes the server unready: mails that cannot leave are kept, and everything else works.</summary>
internal sealed class MailReadiness(NpgsqlDataSource database, MailDispatchState state) : IReadiness
{
    private readonly MailStore _store = new(database);

    public async ValueTask<ReadinessCheck> CheckAsync(CancellationToken cancellationToken)
    {
        try
        {
            var waiting = await _store.CountWaitingAsync(cancellationToken);
            var note = string.Create(CultureInfo.InvariantCulture, $"{state.Problem ?? "mails leave"}; {waiting} waiting");
            return new ReadinessCheck("mail", true, note);
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return new ReadinessCheck("mail", true, "the message log cannot be read at present");
        }
    }
}
