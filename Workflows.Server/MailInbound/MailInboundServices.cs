namespace Workflows.Server.MailInbound;

/// <summary>Registers what takes in bounces, complaints and auto-replies.</summary>
public static class MailInboundServices
{
    /// <summary>Adds the folder's reader, idle without <c>MailInbound:Folder</c>, and what the webhook needs.</summary>
    public static IServiceCollection AddWorkflowsMailInbound(this IServiceCollection services)
    {
        services.AddOptions<MailInboundOptions>().BindConfiguration(MailInboundOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<InboundDesk>();
        services.AddHostedService<InboundFolder>();
        return services;
    }
}
