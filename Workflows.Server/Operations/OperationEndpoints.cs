using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Domain.Shared.Messages;
using Workflows.Engine.Operations;
using Workflows.Server.Access;
using Workflows.Server.SignIn;

namespace Workflows.Server.Operations;

/// <summary><c>/api/operations</c>: proof that everything that waits can be woken.</summary>
internal static class OperationEndpoints
{
    public static void MapOperations(this IEndpointRouteBuilder routes)
    {
        var operations = routes.MapGroup("/api/operations").WithTags("operations");
        operations.MapGet("/self-check", LookAsync).RequireAuthorization(Policies.Manager)
            .WithSummary("Instances that nothing can wake, orphan and overdue timers, expired leases, mails that never left.");
        operations.MapPost("/self-check", RaiseAsync).RequireAuthorization(Policies.Installation)
            .WithSummary("The same, and raises an incident for each instance that nothing can wake.");
    }

    private static async Task<Ok<SelfCheckView>> LookAsync(
        HttpContext http, SelfCheck check, IMessageLogs messages, TimeProvider time, CancellationToken cancellationToken) =>
        TypedResults.Ok(await ReportAsync(http.Caller(), check, messages, time, 0, cancellationToken));

    private static async Task<Ok<SelfCheckView>> RaiseAsync(
        HttpContext http, SelfCheck check, IMessageLogs messages, TimeProvider time, CancellationToken cancellationToken)
    {
        var raised = await check.RaiseIncidentsAsync(cancellationToken);
        return TypedResults.Ok(await ReportAsync(http.Caller(), check, messages, time, raised, cancellationToken));
    }

    private static async Task<SelfCheckView> ReportAsync(
        SignedInUser caller, SelfCheck check, IMessageLogs messages, TimeProvider time, int raised,
        CancellationToken cancellationToken)
    {
        // The check sees every tenant; only administrators of the installation see what it found in others.
        var everything = caller is { Role: Domain.Shared.Tenancy.Roles.Admin, TenantKey: Policies.HomeTenant };
        var findings = (await check.FindAsync(cancellationToken))
            .Where(finding => everything || finding.TenantId == caller.TenantId).ToList();
        var mails = await messages.CountAsync(cancellationToken);
        var waiting = mails.Where(static pair => pair.Key is not (MessageStatus.Sent or MessageStatus.Suppressed))
            .ToDictionary(static pair => pair.Key, static pair => pair.Value);
        return new SelfCheckView(time.GetUtcNow(), findings.Count == 0, findings, waiting, raised);
    }

    private sealed record SelfCheckView(
        DateTimeOffset At, bool Sound, IReadOnlyList<SelfCheckFinding> Findings,
        IReadOnlyDictionary<MessageStatus, int> MailsNotSent, int IncidentsRaised);
}
