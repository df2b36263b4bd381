using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Options;
using Npgsql;
using Workflows.Domain.Shared.Messages;
using Workflows.Mail.Dkim;
using Workflows.Mail.Mime;
using Workflows.Mail.Smtp;
using Workflows.Server.Hosting;

namespace Workflows.Server.MailDispatch;

/// <summary>Registers the mail dispatcher.</summary>
public static class MailDispatchServices
{
    /// <summary>
    /// Adds the dispatcher, idle as long as <c>Smtp:Host</c> is not set, and derives the domain of Message-IDs from the sender.
    /// Needs the domain's shared services and an Npgsql data source.
    /// </summary>
    public static IServiceCollection AddWorkflowsMailDispatch(this IServiceCollection services)
    {
        services.AddOptions<SmtpSettings>().BindConfiguration(SmtpSettings.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<IValidateOptions<SmtpSettings>, SmtpSettingsValidator>();
        services.AddOptions<MailDispatchOptions>()
            .BindConfiguration(MailDispatchOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddOptions<MailQueueOptions>().PostConfigure<IOptions<SmtpSettings>, IOptions<ServerOptions>>(static (queue, smtp, server) =>
        {
            if (server.Value.FrontendUrl is { } url)
            {
                queue.FrontendUrl = new Uri(url);
            }

            if (smtp.Value.IsConfigured)
            {
                queue.MessageIdDomain = new Mailbox(smtp.Value.From!).Domain;
            }
        });
        services.AddSingleton<MailDispatchState>();
        services.AddSingleton<IReadiness, MailReadiness>();
        services.AddSingleton(static provider => new MailDispatcher(
            provider.GetRequiredService<NpgsqlDataSource>(),
            provider.GetRequiredService<MailSignal>(),
            () => CreateSender(provider),
            provider.GetRequiredService<MailDispatchState>(),
            provider.GetRequiredService<IOptions<SmtpSettings>>(),
            provider.GetRequiredService<IOptions<MailDispatchOptions>>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<MailDispatcher>>()));
        services.AddHostedService(static provider => provider.GetRequiredService<MailDispatcher>());
        return services;
    }

    private static MailSender CreateSender(IServiceProvider provider)
    {
        var time = provider.GetRequiredService<TimeProvider>();
        var smtp = provider.GetRequiredService<IOptions<SmtpSettings>>();
        return new MailSender(
            new SmtpTransport(ServerOptions(smtp.Value), TimeProvider.System),
            new MailComposer(time),
            Signer(smtp.Value, time),
            smtp,
            provider.GetRequiredService<IOptions<MailDispatchOptions>>(),
            time);
    }

    private static DkimSigner? Signer(SmtpSettings settings, TimeProvider time) => settings.DkimKeyFile is not { } file ? null : new DkimSigner(
        time,
        new DkimOptions { Domain = settings.DkimDomain!, Selector = settings.DkimSelector!, Key = DkimKey.FromPem(File.ReadAllText(file)) });

    internal static SmtpServerOptions ServerOptions(SmtpSettings settings)
    {
        var security = settings.Security.ToLowerInvariant() switch
        {
            "tls" => SmtpSecurity.ImplicitTls,
            "none" => SmtpSecurity.None,
            _ => SmtpSecurity.StartTls,
        };
        var roots = new X509Certificate2Collection();
        if (settings.TrustedRootsFile is { } file)
        {
            roots.ImportFromPemFile(file);
        }

        return new SmtpServerOptions
        {
            Host = settings.Host!,
            Port = settings.Port ?? (security == SmtpSecurity.ImplicitTls ? 465 : security == SmtpSecurity.None ? 25 : 587),
            Security = security,
            Credentials = string.IsNullOrEmpty(settings.Username)
                ? null
                : SmtpCredentials.Password(settings.Username, settings.Password!),
            // Who asks for no protection towards a host with a login has decided so.
            AllowSecretsInClear = security == SmtpSecurity.None,
            TrustedRoots = roots,
            MaxConnections = settings.MaxConnections,
            MaxMessagesPerConnection = 1000,
            Timeouts = new SmtpTimeouts
            {
                Connect = settings.Timeout,
                Greeting = settings.Timeout,
                Handshake = settings.Timeout,
                Command = settings.Timeout,
                ContentBlock = settings.Timeout,
            },
        };
    }
}
