using Npgsql;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.MailTemplates;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Server.Templates;

/// <summary>
/// Refuses to start with a shipped template that cannot be used, and tells about tenants' wordings that no longer can since
/// the release before: their mails go out with the shipped wording.
/// </summary>
internal sealed partial class TemplateStartCheck(
    MailTemplateLibrary library, IServiceScopeFactory scopes, NpgsqlDataSource database, ILogger<TemplateStartCheck> logger) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (await library.FindProblemsAsync(cancellationToken) is { Count: > 0 } problems)
        {
            throw new Hosting.ConfigurationException($"The shipped mail templates have problems:\n  {string.Join("\n  ", problems)}");
        }

        foreach (var (tenant, key) in await OverridesAsync(cancellationToken))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CallContext>().TenantId = tenant;
            foreach (var problem in await scope.ServiceProvider.GetRequiredService<MailTemplateService>().CheckAsync(key, cancellationToken))
            {
                LogBroken(tenant, problem.ToString());
            }
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private async Task<List<(Guid Tenant, string Key)>> OverridesAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                TenantSetting.BatchCommand(TenantSetting.AllTenants),
                new NpgsqlBatchCommand("select tenant_id, key from mail_templates where in_use order by tenant_id, key"),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        await reader.NextResultAsync(cancellationToken);
        var rows = new List<(Guid, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add((reader.GetGuid(0), reader.GetString(1)));
        }

        return rows;
    }

    [LoggerMessage(EventId = 5101, Level = LogLevel.Warning, Message = "Tenant {Tenant} has a mail template that cannot be used any more: {Problem}")]
    private partial void LogBroken(Guid tenant, string problem);
}
