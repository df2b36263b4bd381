using Workflows.Engine.Operations;
using Workflows.Engine.Operations.Alterations;
using Workflows.Server.Access;
using Workflows.Server.Elsa.Alterations;
using Workflows.Server.Elsa.Definitions;
using Workflows.Server.Elsa.Descriptors;
using Workflows.Server.Elsa.Http;
using Workflows.Server.Elsa.Instances;
using Workflows.Server.Elsa.Live;
using Workflows.Server.Elsa.Scripting;
using Workflows.Server.Elsa.Transport;
using Workflows.Server.Http.Idempotency;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Elsa;

/// <summary><c>/elsa/api</c> as Elsa 3.8's clients call it, the hub of live updates, and the HTTP endpoints of workflows.</summary>
internal static class ElsaApi
{
    public const string HubPath = "/elsa/hubs/workflow-instance";

    public static IServiceCollection AddElsaApi(this IServiceCollection services)
    {
        services.AddSingleton<InstanceSearch>();
        services.AddSingleton<InstanceReader>();
        services.AddSingleton<BookmarkResumer>();
        services.AddSingleton<PickLists>();
        services.AddSingleton<WorkflowRoutes>();
        services.AddSingleton<WorkflowHttpAccessor>();
        services.AddSingleton<IHttpContextAccessor>(static s => s.GetRequiredService<WorkflowHttpAccessor>());
        services.AddSingleton<LiveUpdates>();
        services.AddSingleton<IExceptionProblem, DefinitionProblems>();
        services.AddScoped<DefinitionDesk>();
        services.AddScoped<CodeExpressionGate>();
        services.AddSingleton<AlterationPlans>();
        services.AddScoped<AlterationPlanner>();
        services.AddSignalR().AddJsonProtocol(static options =>
        {
            options.PayloadSerializerOptions.PropertyNamingPolicy = System.Text.Json.JsonNamingPolicy.CamelCase;
            options.PayloadSerializerOptions.Encoder = ElsaJson.Options.Encoder;
        });
        return services;
    }

    public static void MapElsaApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup("/elsa/api").WithTags("elsa").WithMetadata(NoIdempotencyKey.Instance).ExcludeFromDescription();
        IdentityEndpoints.Map(api);
        DescriptorEndpoints.Map(api);
        DefinitionReadEndpoints.Map(api);
        DefinitionWriteEndpoints.Map(api);
        ExportEndpoints.Map(api);
        RunEndpoints.Map(api);
        InstanceEndpoints.Map(api);
        InstanceCommandEndpoints.Map(api);
        StimulusEndpoints.Map(api);
        ScriptingEndpoints.Map(api);
        AlterationEndpoints.Map(api);
        routes.MapHub<InstanceHub>(HubPath).RequireAuthorization(Policies.WorkflowsRead);
        WorkflowHttpEndpoints.Map(routes);
    }
}
