using Microsoft.Extensions.Options;
using Workflows.CSharp;
using Workflows.Definitions.Support;
using Workflows.Domain.Shared.Processes;
using Workflows.Engine.Activities.Flow;
using Workflows.Engine.Authoring;
using Workflows.Engine.Definitions;
using Workflows.Engine.Durability.Bursts;
using Workflows.Engine.Durability.Hosting;
using Workflows.Engine.Expressions;
using Workflows.Engine.Management;

namespace Workflows.Server.Bursts;

/// <summary>Puts the engine into the server.</summary>
internal static class EngineComposition
{
    /// <summary>Adds the durable engine, its definitions, and the bridge between bursts and the domain's unit of work.</summary>
    public static IServiceCollection AddEngine(this IServiceCollection services, string connectionString)
    {
        var activities = new ActivityRegistry();
        activities.RegisterAssembly(System.Reflection.Assembly.Load("Workflows.Activities"));
        activities.RegisterAssembly(typeof(RunCSharp).Assembly);
        services.AddSingleton(s => WithCode(activities, s.GetRequiredService<IOptions<CSharpOptions>>().Value));
        services.AddOptions<CSharpOptions>().BindConfiguration(CSharpOptions.Section).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton(static s => new ExpressionRegistry(
            [.. ExpressionRegistry.Default.Descriptors, CSharpExpressionHandler.Describe(s.GetRequiredService<IOptions<CSharpOptions>>().Value)]));
        services.AddOptions<FlowchartOptions>().BindConfiguration("Flowchart");
        services.AddSingleton(static s => s.GetRequiredService<IOptions<FlowchartOptions>>().Value);
        services.AddSingleton<WorkflowCatalog>();
        services.AddSingleton<IWorkflowCatalog>(static s => s.GetRequiredService<WorkflowCatalog>());
        services.AddSingleton<IWorkflow, TicketSlaWorkflow>();
        services.AddSingleton<IWorkflow, SlaRecalculationWorkflow>();
        services.AddOptions<DesignerExportOptions>().BindConfiguration(DesignerExportOptions.Section);
        services.AddSingleton<DefinitionStore>();
        services.AddSingleton<DefinitionMaterializer>();
        services.AddSingleton<DefinitionLoader>();
        services.AddSingleton<DefinitionLibrary>();
        services.AddSingleton<OriginDefinitions>();
        services.AddSingleton<IWorkflowDefinitionFinder, PublishedDefinitions>();
        services.AddHostedService<CatalogLoader>();
        services.AddHostedService<DefinitionFollower>();
        services.AddDurableEngine(_ => connectionString);
        services.AddSingleton<IBurstScopeSetup, BurstScope>();
        services.AddScoped<IProcessGateway, EngineProcessGateway>();
        return services;
    }

    // The palette offers the activity where it can run; definitions that have it are read everywhere.
    private static ActivityRegistry WithCode(ActivityRegistry activities, CSharpOptions options)
    {
        var descriptor = activities.Register(typeof(RunCSharp));
        activities.Register(descriptor with { IsBrowsable = options.Enabled });
        return activities;
    }
}
