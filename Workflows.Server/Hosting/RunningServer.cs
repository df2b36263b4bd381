using System.Diagnostics;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;
using Workflows.Server.Demo;
using Workflows.Server.Http.Routing;
using Workflows.Server.SignIn;

namespace Workflows.Server.Hosting;

/// <summary>
/// A server that answers requests: the application and its database, in the order in which they start and end. Tests start it the
/// same way as the process does.
/// </summary>
public sealed class RunningServer : IAsyncDisposable
{
    private readonly DatabaseHost _database;

    private RunningServer(WebApplication application, DatabaseHost database)
    {
        Application = application;
        _database = database;
    }

    /// <summary>The application; it has been started.</summary>
    public WebApplication Application { get; }

    /// <summary>Where it listens.</summary>
    public IEnumerable<string> Addresses => Application.Services.GetRequiredService<IServer>()
        .Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    /// <summary>Brings everything up; the returned server answers.</summary>
    /// <param name="args">Command line: settings and flags.</param>
    /// <param name="adjust">Changes services before the application is built; for tests.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ConfigurationException">A setting is not valid.</exception>
    public static async Task<RunningServer> StartAsync(
        string[] args, Action<WebApplicationBuilder>? adjust = null, CancellationToken cancellationToken = default)
    {
        var commands = CommandLine.Parse(args);
        var builder = ServerComposition.CreateBuilder(commands);
        using var early = LoggerFactory.Create(logging => ServerComposition.AddLogging(logging, builder.Configuration));
        WarmUp.Begin(early.CreateLogger(typeof(WarmUp).FullName!));
        var database = await DatabaseHost.OpenAsync(builder.Configuration, early.CreateLogger<DatabaseHost>(), cancellationToken);
        WebApplication? application = null;
        try
        {
            ServerComposition.AddServices(builder, database);
            adjust?.Invoke(builder);
            application = builder.Build();
            if (ConfigurationProblems.Find(application.Services) is { } problems)
            {
                throw new ConfigurationException(problems);
            }

            ServerPipeline.Use(application);

            // Looking at the endpoints compiles their handlers, which takes as long as the database's part: on two cores, one wait.
            var rules = Task.Run(application.RequireAccessRules, cancellationToken);
            var password = await PrepareAsync(application, database, cancellationToken);
            await rules;
            await BeginAsync(application, database, commands, password, cancellationToken);
            return new RunningServer(application, database);
        }
        catch
        {
            // Stopped first: what has been started would go on without its services, and keep the process alive.
            await (application?.StopAsync(CancellationToken.None) ?? Task.CompletedTask);
            await (application?.DisposeAsync() ?? ValueTask.CompletedTask);
            await database.DisposeAsync();
            throw;
        }
    }

    /// <summary>Stops taking requests, drains bursts, then leaves the database.</summary>
    public async ValueTask DisposeAsync()
    {
        await Application.StopAsync();
        await Application.DisposeAsync();
        await _database.DisposeAsync();
    }

    private static async Task<string?> PrepareAsync(
        WebApplication application, DatabaseHost database, CancellationToken cancellationToken)
    {
        var services = application.Services;
        var options = services.GetRequiredService<IOptions<ServerOptions>>().Value;
        await database.MigrateAsync(options.Migrate, cancellationToken);
        services.GetRequiredService<StartupState>().Migrated = true;
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<IBootstrapAdministrator>().EnsureAsync(cancellationToken);
    }

    private static async Task BeginAsync(
        WebApplication application, DatabaseHost database, CommandLine commands, string? password, CancellationToken cancellationToken)
    {
        await application.StartAsync(cancellationToken);
        var seeded = commands.SeedDemo ? await application.Services.GetRequiredService<DemoSeed>().RunAsync(cancellationToken) : null;
        var began = new DateTimeOffset(Process.GetCurrentProcess().StartTime.ToUniversalTime(), TimeSpan.Zero);
        var took = TimeProvider.System.GetUtcNow() - began;
        await Console.Out.WriteLineAsync(StartupBanner.Text(application.Urls, database.Description, password, seeded, took));
    }
}
