using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.FileProviders;
using Microsoft.Extensions.Hosting;
using Npgsql;
using Workflows.Domain.Hosting;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;
using Workflows.PostgreSql.Migrations;
using Workflows.Server.SignIn;
using Workflows.Testing.PostgreSql;

namespace Workflows.Server.Tests.SignIn;

/// <summary>Sign-in services on a migrated database of their own, with a clock that stands until it is moved.</summary>
internal sealed class SignInHost : IAsyncDisposable
{
    public const string Password = "correct horse battery";

    private static readonly DatabaseTemplate Template = DatabaseTemplate.Migrated(
        "signin", new MigrationSource("domain", typeof(DomainServices).Assembly, "Workflows.Domain.Migrations."));

    private readonly TestDatabase _database;
    private readonly DirectoryInfo _folder;

    private SignInHost(TestDatabase database, DirectoryInfo folder, ServiceProvider services, StandingClock clock)
    {
        _database = database;
        _folder = folder;
        Services = services;
        Clock = clock;
    }

    public ServiceProvider Services { get; }

    public StandingClock Clock { get; }

    public string DataDirectory => _folder.FullName;

    public ISignInService SignIn => Services.GetRequiredService<ISignInService>();

    public ICredentialReader Reader => Services.GetRequiredService<ICredentialReader>();

    public static async Task<SignInHost> CreateAsync(params (string Key, string Value)[] settings)
    {
        var database = await TestDatabase.LeaseAsync(Template, asynchronousCommit: true);
        var folder = Directory.CreateTempSubdirectory("workflows-signin-");
        var clock = new StandingClock(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
        var configuration = settings.Append(("Workflows:DataDirectory", folder.FullName))
            .ToDictionary(static s => s.Item1, static s => (string?)s.Item2, StringComparer.Ordinal);
        var services = new ServiceCollection();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder().AddInMemoryCollection(configuration).Build());
        services.AddSingleton<IHostEnvironment>(new ProductionEnvironment());
        services.AddSingleton<TimeProvider>(clock);
        services.AddSingleton(database.DataSource);
        services.AddWorkflowsDomain();
        services.AddWorkflowsSignIn();
        return new SignInHost(database, folder, services.BuildServiceProvider(validateScopes: true), clock);
    }

    public async Task<Guid> AddTenantAsync(string key)
    {
        var id = Guid.CreateVersion7();
        await ExecuteAsync($"insert into tenants (id, key, name) values ('{id}', '{key}', '{key}')");
        return id;
    }

    public async Task<Guid> AddUserAsync(Guid tenant, string login, string role = Roles.Staff, string password = Password)
    {
        await using var scope = Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().TenantId = tenant;
        var unitOfWork = scope.ServiceProvider.GetRequiredService<IUnitOfWork>();
        var user = new User
        {
            Login = login,
            Email = $"{login}@example.com",
            Name = login.ToUpperInvariant(),
            Role = role,
            PasswordHash = Services.GetRequiredService<Passwords>().Hash(password),
        };
        (await unitOfWork.BeginAsync(default)).Add(user);
        await unitOfWork.CommitAsync(default);
        return user.Id;
    }

    public ValueTask<SignInResult> TryAsync(string login, string password, string? tenant = null, string? address = null) =>
        SignIn.SignInAsync(new PasswordSignIn(login, password, tenant, address), default);

    public async Task<T?> ExecuteAsync<T>(string sql)
    {
        await using var batch = _database.DataSource.CreateBatch();
        batch.BatchCommands.Add(TenantSetting.BatchCommand(TenantSetting.AllTenants));
        batch.BatchCommands.Add(new NpgsqlBatchCommand(sql));
        await using var reader = await batch.ExecuteReaderAsync();
        await reader.NextResultAsync();
        return await reader.ReadAsync() && !reader.IsDBNull(0) ? reader.GetFieldValue<T>(0) : default;
    }

    public Task ExecuteAsync(string sql) => ExecuteAsync<object>(sql);

    public async ValueTask DisposeAsync()
    {
        await Services.DisposeAsync();
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    internal sealed class StandingClock(DateTimeOffset now) : TimeProvider
    {
        private DateTimeOffset _now = now;

        public override DateTimeOffset GetUtcNow() => _now;

        public void Advance(TimeSpan by) => _now += by;
    }

    private sealed class ProductionEnvironment : IHostEnvironment
    {
        public string EnvironmentName { get; set; } = Environments.Production;

        public string ApplicationName { get; set; } = "tests";

        public string ContentRootPath { get; set; } = AppContext.BaseDirectory;

        public IFileProvider ContentRootFileProvider { get; set; } = new NullFileProvider();
    }
}
