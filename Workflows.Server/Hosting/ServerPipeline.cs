using Workflows.Server.Access;
using Workflows.Server.Administration;
using Workflows.Server.Http.Idempotency;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Requests;
using Workflows.Server.Http.Security;
using Workflows.Server.Messages;
using Workflows.Server.Operations;
using Workflows.Server.Processes;
using Workflows.Server.Scheduling;
using Workflows.Server.Simulation;
using Workflows.Server.Support;

namespace Workflows.Server.Hosting;

/// <summary>What a request passes through, in order, and the endpoints.</summary>
internal static class ServerPipeline
{
    public static void Use(WebApplication application)
    {
        application.UseMiddleware<RequestIdMiddleware>();
        application.UseMiddleware<RequestLogMiddleware>();
        application.UseMiddleware<SecurityHeadersMiddleware>();
        application.UseMiddleware<ProblemMiddleware>();
        application.UseMiddleware<BodyBufferMiddleware>();
        application.UseBrowserRules();
        application.UseConsole();
        application.UseRouting();
        application.UseMiddleware<CallContextMiddleware>();
        application.UseAuthentication();
        application.UseAuthorization();
        application.UseMiddleware<IdempotencyMiddleware>();

        application.MapHealth();
        application.MapAccess();
        application.MapTenants();
        application.MapPeople();
        application.MapAudit();
        application.MapMessages();
        application.MapCalendars();
        application.MapTeams();
        application.MapAbsences();
        application.MapStaff();
        application.MapPolicies();
        application.MapTickets();
        application.MapComments();
        application.MapProcesses();
        application.MapDefinitions();
        application.MapOperations();
        application.MapSchedules();
        application.MapClock();
        application.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }
}
