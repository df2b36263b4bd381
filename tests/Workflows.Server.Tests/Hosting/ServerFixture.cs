using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.Hosting;
using Workflows.Testing.PostgreSql;
using Xunit;

namespace Workflows.Server.Tests.Hosting;

/// <summary>
/// A whole server on a database of its own, answering on a free port, with two tenants that have a user of every role each.
/// Started once for all classes of the collection.
/// </summary>
public class ServerFixture : IAsyncLifetime
{
    public const string Collection = "server";
    public const string Password = "an unlikely phrase 7";
    public static readonly string[] Tenants = ["alpha", "beta"];
    public static readonly string[] AllRoles = [Roles.Portal, Roles.Staff, Roles.Manager, Roles.Admin];

    private readonly Dictionary<string, string> _tokens = new(StringComparer.Ordinal);
    private readonly string _folder = Directory.CreateTempSubdirectory("workflows-server-").FullName;
    private TestDatabase _database = null!;
    private RunningServer _server = null!;

    /// <summary>Further settings, as arguments.</summary>
    protected virtual IReadOnlyList<string> Settings => [];

    public IServiceProvider Services => _server.Application.Services;

    public Uri Address { get; private set; } = null!;

    public Dictionary<string, Guid> People { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Guid> TenantIds { get; } = new(StringComparer.Ordinal);

    public async Task InitializeAsync()
    {
        _database = await TestDatabase.LeaseAsync(DatabaseTemplate.Migrated("server", [.. DatabaseHost.Migrations]));
        _server = await RunningServer.StartAsync(
        [
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:Workflows={_database.ConnectionString}",
            $"--Workflows:DataDirectory={_folder}",
            $"--Workflows:Admin:Password={Password}",
            "--Logging:LogLevel:Default=Warning",
            .. Settings,
        ]);
        Address = new Uri(_server.Application.Urls.First());
        foreach (var tenant in Tenants)
        {
            await AddTenantAsync(tenant);
        }
    }

    public async Task DisposeAsync()
    {
        await _server.DisposeAsync();
        await _database.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
    }

    /// <summary>A client that is not signed in.</summary>
    // A client that asks before it sends a large body waits for the answer however busy the machine is.
    public HttpClient Anonymous() => new(new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromMinutes(1) }) { BaseAddress = Address };

    /// <summary>A client signed in as the user of the role; the installation's administrator for tenant "default".</summary>
    public async Task<HttpClient> SignedInAsync(string tenant, string role)
    {
        var login = tenant == "default" ? "admin" : $"{role}@{tenant}.example";
        if (!_tokens.TryGetValue(login, out var token))
        {
            using var anonymous = Anonymous();
            var answer = await anonymous.PostAsJsonAsync("/api/auth/login", new { login, password = Password });
            var body = await answer.Content.ReadFromJsonAsync<JsonElement>();
            _tokens[login] = token = body.GetProperty("access_token").GetString()!;
        }

        var client = Anonymous();
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return client;
    }

    private async Task AddTenantAsync(string key)
    {
        var tenant = new Tenant { Key = key, Name = key };
        TenantIds[key] = tenant.Id;
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().TenantId = tenant.Id;
        var work = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        var context = await work.BeginAsync(CancellationToken.None);
        context.Add(tenant);
        await context.SaveChangesAsync();
        var hash = scope.ServiceProvider.GetRequiredService<Passwords>().Hash(Password);
        foreach (var role in AllRoles)
        {
            var address = $"{role}@{key}.example";
            var user = new User { Login = address, Email = address, Name = $"{role} of {key}", Role = role, PasswordHash = hash };
            People[address] = user.Id;
            context.Add(user);
        }

        await work.CommitAsync(CancellationToken.None);
    }
}
