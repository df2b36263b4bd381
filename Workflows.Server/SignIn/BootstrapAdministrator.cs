using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Npgsql;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Server.SignIn;

internal sealed class BootstrapAdministrator(
    NpgsqlDataSource dataSource, IServiceScopeFactory scopes, Passwords passwords, IOptions<AdministratorOptions> options)
    : IBootstrapAdministrator
{
    public const string TenantKey = "default";
    public const string Login = "admin";

    private const string EnsureTenant =
        """
        with made as (
            insert into tenants (id, key, name) values ($1, $2, 'Default') on conflict (key) do nothing returning id
        )
        select id from made union all select id from tenants where key = $2 limit 1
        """;

    private const string FindAdministrator = "select exists (select 1 from users where tenant_id = $1 and login = $2)";

    public async ValueTask<string?> EnsureAsync(CancellationToken cancellationToken)
    {
        // The usual start finds both, in two round trips and without EF, whose first query takes a second of the start.
        var tenant = await EnsureTenantAsync(cancellationToken);
        return await ExistsAsync(tenant, cancellationToken) ? null : await RunAsync(tenant, reset: false, cancellationToken);
    }

    public async ValueTask<string> ResetAsync(CancellationToken cancellationToken) =>
        (await RunAsync(await EnsureTenantAsync(cancellationToken), reset: true, cancellationToken))!;

    private async ValueTask<string?> RunAsync(Guid tenant, bool reset, CancellationToken cancellationToken)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CallContext>().TenantId = tenant;
        var unitOfWork = services.GetRequiredService<IUnitOfWork>();
        var context = await unitOfWork.BeginAsync(cancellationToken);

        // Servers that start together on an empty database: one makes the user, the others find it.
        await context.Database.ExecuteSqlAsync($"select pg_advisory_xact_lock(hashtext('workflows.bootstrap'))", cancellationToken);
        var user = await context.Set<User>().SingleOrDefaultAsync(static u => u.Login == Login, cancellationToken);
        if (user is not null && !reset)
        {
            return null;
        }

        var given = reset ? null : options.Value.Password;
        var password = string.IsNullOrEmpty(given) ? Passwords.MakeOneTime() : given;
        var isNew = user is null;
        user ??= new User { Login = Login, Email = options.Value.Email, Name = "Administrator", Role = Roles.Admin };
        user.PasswordHash = passwords.Hash(password);
        user.MustChangePassword = string.IsNullOrEmpty(given);
        user.LockedUntil = null;
        user.Active = true;
        if (isNew)
        {
            context.Add(user);
        }
        else
        {
            user.TokenVersion++;
        }

        await services.GetRequiredService<IAuditTrail>().WriteAsync(
            isNew ? "user.bootstrap" : "user.reset_password", "user", user.Id, null, new { user.Login, user.Role }, cancellationToken);
        await unitOfWork.CommitAsync(cancellationToken);
        return string.IsNullOrEmpty(given) ? password : null;
    }

    private async ValueTask<bool> ExistsAsync(Guid tenant, CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.BatchCommand(tenant.ToString()));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(FindAdministrator) { Parameters = { new() { Value = tenant }, new() { Value = Login } } });
        await using var reader = await batch.ExecuteReaderAsync(cancellationToken);
        return await reader.NextResultAsync(cancellationToken) && await reader.ReadAsync(cancellationToken) && reader.GetBoolean(0);
    }

    private async ValueTask<Guid> EnsureTenantAsync(CancellationToken cancellationToken)
    {
        await using var batch = dataSource.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.BatchCommand(TenantSetting.AllTenants));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(EnsureTenant)
        {
            Parameters = { new() { Value = Guid.CreateVersion7() }, new() { Value = TenantKey } },
        });
        await using (var reader = await batch.ExecuteReaderAsync(cancellationToken))
        {
            await reader.NextResultAsync(cancellationToken);
            if (await reader.ReadAsync(cancellationToken))
            {
                return reader.GetGuid(0);
            }
        }

        // Another server inserted the row after our snapshot was taken; it is visible now.
        return await EnsureTenantAsync(cancellationToken);
    }
}
