using System.Globalization;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Logging.Console;
using Microsoft.Extensions.Options;
using Workflows.Definitions.Support;
using Workflows.Domain.Hosting;
using Workflows.Domain.Shared.MailTemplates;
using Workflows.Domain.Support;
using Workflows.Server.Access;
using Workflows.Server.Administration;
using Workflows.Server.Bursts;
using Workflows.Server.Demo;
using Workflows.Server.Elsa;
using Workflows.Server.Http.Json;
using Workflows.Server.Http.OpenApi;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Security;
using Workflows.Server.MailDispatch;
using Workflows.Server.MailInbound;
using Workflows.Server.Portal;
using Workflows.Server.Scheduling;
using Workflows.Server.SignIn;
using Workflows.Server.Simulation;
using Workflows.Server.Support;
using Workflows.Server.Telemetry;
using Workflows.Server.Templates;

namespace Workflows.Server.Hosting;

/// <summary>The composition root: which services the server consists of.</summary>
internal static class ServerComposition
{
    public static WebApplicationBuilder CreateBuilder(CommandLine commands)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = commands.Settings,
            ApplicationName = typeof(ServerComposition).Assembly.GetName().Name,
            // Settings files and the console lie beside the program, wherever it is started from.
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.ClearProviders();
        AddLogging(builder.Logging, builder.Configuration);
        builder.Host.UseDefaultServiceProvider(static options =>
        {
            options.ValidateOnBuild = true;
            options.ValidateScopes = true;
        });
        return builder;
    }

    public static void AddLogging(ILoggingBuilder logging, IConfiguration configuration)
    {
        logging.AddConfiguration(configuration.GetSection("Logging"));
        logging.AddSimpleConsole(static console =>
        {
            console.SingleLine = true;
            console.UseUtcTimestamp = true;
            console.TimestampFormat = "yyyy-MM-dd'T'HH:mm:ss.fff'Z' ";
            console.ColorBehavior = LoggerColorBehavior.Default;
        });
        logging.AddFilter("Microsoft", LogLevel.Warning);
        logging.AddFilter("Npgsql", LogLevel.Warning);
        logging.AddFilter("Quartz", LogLevel.Warning);
        logging.AddFilter("Microsoft.Hosting.Lifetime", LogLevel.Warning);
    }

    public static void AddServices(WebApplicationBuilder builder, DatabaseHost database)
    {
        var services = builder.Services;
        AddOptions(services);
        services.AddOptions<TelemetryOptions>().BindConfiguration(TelemetryOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddHostedService<TelemetryExport>();
        var simulated = builder.AddTime(database.ConnectionString);
        AddData(services, database);
        AddHttp(builder);
        AddAccess(services);
        services.AddEngine(database.ConnectionString);
        services.AddElsaApi();
        services.AddSchedules(database.ConnectionString, simulated);
        AddModules(services);
    }

    private static void AddOptions(IServiceCollection services)
    {
        services.AddOptions<ServerOptions>().BindConfiguration(ServerOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<ServerOptions>, ServerOptionsValidator>();

        // The host asks for this while it is being built, before the settings are checked: a bad value must wait for its turn.
        services.AddOptions<HostOptions>().Configure<IConfiguration>(static (host, configuration) =>
            host.ShutdownTimeout = TimeSpan.TryParse(
                configuration[$"{ServerOptions.Section}:{nameof(ServerOptions.ShutdownTimeout)}"], CultureInfo.InvariantCulture, out var given)
                ? given
                : new ServerOptions().ShutdownTimeout);
    }

    private static void AddData(IServiceCollection services, DatabaseHost database)
    {
        services.AddSingleton(_ => database.CreateRequestPool());
        services.AddSingleton<StartupState>();
        services.AddSingleton<IReadiness, DatabaseReadiness>();
    }

    private static void AddHttp(WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.Configure<JsonOptions>(static options => ApiJson.Apply(options.SerializerOptions));
        services.Configure<RouteHandlerOptions>(static options => options.ThrowOnBadRequest = true);
        services.AddSingleton<ExceptionProblems>();
        services.AddApiDescription();
        services.AddBrowserRules();
        builder.WebHost.ConfigureKestrel((context, kestrel) =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize =
                context.Configuration.GetValue($"{ServerOptions.Section}:{nameof(ServerOptions.MaxRequestBytes)}", 1_048_576L);
        });
    }

    private static void AddAccess(IServiceCollection services)
    {
        services.AddAuthenticationCore(static options =>
        {
            options.AddScheme<CredentialHandler>(SignedInPrincipal.Scheme, null);
            options.DefaultScheme = SignedInPrincipal.Scheme;
        });
        services.AddTransient<CredentialHandler>();
        services.AddAuthorization(Policies.Add);
        services.AddWorkflowsSignIn();
        services.AddScoped<People>();
    }

    // Asked before the settings are checked; a value that is no boolean is reported with the others.
    private static bool IsSimulated(IConfiguration configuration) =>
        bool.TryParse(configuration[$"{SimulatedTimeOptions.Section}:{nameof(SimulatedTimeOptions.Enabled)}"], out var on) && on;

    private static void AddModules(IServiceCollection services)
    {
        services.AddWorkflowsDomain();
        services.AddSupport();
        services.AddOptions<SupportOptions>().BindConfiguration(SupportOptions.Section).PostConfigure<IOptions<ServerOptions>>(
            static (support, server) => support.FrontendUrl = server.Value.FrontendUrl is { } url ? new Uri(url) : support.FrontendUrl);
        services.AddWorkflowsMailDispatch();
        services.AddWorkflowsMailInbound();
        services.AddScoped<TicketDesk>().AddScoped<LinkDoor>().AddSingleton<PublicPages>();
        services.AddSingleton<DemoSeed>();
        services.AddSingleton<IMailTemplateFiles>(static _ =>
            new EmbeddedMailTemplates((typeof(TicketSlaWorkflow).Assembly, "Mails/")));
        services.AddSingleton<PreviewHeaders>();
        services.AddHostedService<TemplateStartCheck>();
    }
}
