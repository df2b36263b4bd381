using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Workflows.Domain.Shared.Audit;
using Workflows.Domain.Shared.Data;
using Workflows.Domain.Shared.MailTemplates;
using Workflows.Domain.Shared.Messages;
using Workflows.Domain.Shared.People;
using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Domain.Hosting;

/// <summary>Registers the domain's shared services.</summary>
public static class DomainServices
{
    /// <summary>
    /// Adds unit of work, audit trail and mail queue. The host also registers an <see cref="NpgsqlDataSource"/>, the
    /// <see cref="IMailTemplateFiles"/> of its processes (default: none) and an <c>IProcessGateway</c>.
    /// </summary>
    public static IServiceCollection AddWorkflowsDomain(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddSingleton(TimeProvider.System);
        services.AddOptions<MailQueueOptions>().BindConfiguration(MailQueueOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<DomainContextFactory>();
        services.AddSingleton<MailSignal>();
        services.AddSingleton<Passwords>();
        services.AddScoped<CallContext>();
        services.AddScoped<UnitOfWorkScope>();
        services.AddScoped<RequestUnitOfWork>();
        services.AddScoped<IUnitOfWork>(static provider =>
            provider.GetRequiredService<UnitOfWorkScope>().Joined ?? provider.GetRequiredService<RequestUnitOfWork>());
        services.AddScoped<IAuditTrail, AuditTrail>();
        services.AddOptions<MailTemplateOptions>().BindConfiguration(MailTemplateOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<IMailTemplateFiles>(static _ => new EmbeddedMailTemplates());
        services.TryAddSingleton(typeof(ILogger<>), typeof(NullLogger<>));
        services.AddSingleton<MailTemplateLibrary>();
        services.AddScoped<MailTemplateTests>();
        services.AddScoped<MailTemplateService>();
        services.AddScoped<IMailQueue, MailQueue>();
        services.AddScoped<IMessageLogs, MessageLogs>();
        return services;
    }
}
