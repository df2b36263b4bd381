using Workflows.Definitions.Support;
using Workflows.Domain.Shared.Processes;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Durability.Hosting;
using Workflows.Engine.Expressions;

namespace Workflows.Server.Bursts;

/// <summary>Puts the engine into the server.</summary>
internal static class EngineComposition
{
    /// <summary>Adds the durable engine, its definitions, and the bridge between bursts and the domain's unit of work.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, string connectionString)
    {
        var activities = new ActivityRegistry();
        activities.RegisterAssembly(System.Reflection.Assembly.Load("Workflows.Activities"));
        services.AddSingleton(activities);
        services.AddSingleton(ExpressionRegistry.Default);
        services.AddSingleton<WorkflowCatalog>();
        services.AddSingleton<IWorkflowCatalog>(static s => s.GetRequiredService<WorkflowCatalog>());
        services.AddSingleton<IWorkflow, TicketSlaWorkflow>();
        services.AddSingleton<IWorkflow, SlaRecalculationWorkflow>();
        services.AddHostedService<CatalogLoader>();
        services.AddDurableEngine(_ => connectionString);
        services.AddSingleton<IBurstScopeSetup, BurstScope>();
        services.AddScoped<IProcessGateway, EngineProcessGateway>();
        return services;
    }
}
