using Workflows.Server.Access;
using Workflows.Server.Administration;
using Workflows.Server.Elsa;
using Workflows.Server.Hosting.Assets;
using Workflows.Server.Http.Idempotency;
using Workflows.Server.Http.Problems;
using Workflows.Server.Http.Requests;
using Workflows.Server.Http.Security;
using Workflows.Server.MailInbound;
using Workflows.Server.Messages;
using Workflows.Server.Operations;
using Workflows.Server.Portal;
using Workflows.Server.Processes;
using Workflows.Server.Scheduling;
using Workflows.Server.Simulation;
using Workflows.Server.Support;
using Workflows.Server.Templates;

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
        application.UseMiddleware<BodyLimitMiddleware>();
        application.UseMiddleware<IdempotencyMiddleware>();

        application.MapHealth();
        application.MapAccess();
        application.MapTenants();
        application.MapPeople();
        application.MapAudit();
        application.MapMessages();
        application.MapTemplates();
        application.MapMailInbound();
        application.MapRateLimits();
        application.MapSuppressions();
        application.MapCalendars();
        application.MapTeams();
        application.MapAbsences();
        application.MapStaff();
        application.MapPolicies();
        application.MapTickets();
        application.MapComments();
        application.MapSurveys();
        application.MapSurveyResponses();
        application.MapReports();
        application.MapSurveyPage();
        application.MapReopenPage();
        application.MapProcesses();
        application.MapBulkCommands();
        application.MapDefinitions();
        application.MapOperations();
        application.MapSchedules();
        application.MapClock();
        application.MapElsaApi();
        application.MapOpenApi("/openapi/{documentName}.json").AllowAnonymous();
    }
}
