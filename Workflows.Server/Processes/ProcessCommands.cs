using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http.HttpResults;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Engine.Durability;
using Workflows.Engine.Durability.Requests;
using Workflows.Engine.Execution;
using Workflows.Engine.Operations;
using Workflows.Server.Http.Idempotency;
using Workflows.Server.Http.Problems;

namespace Workflows.Server.Processes;

/// <summary>What people and programs do to processes.</summary>
internal static class ProcessCommands
{
    private const int LongestName = 200;

    public static async Task<Created<StartedView>> StartAsync(
        string definition, StartInput? input, HttpContext http, WorkflowEngine engine, CallContext call,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        if (input?.CorrelationId is { } correlation)
        {
            errors.Text("correlation_id", correlation, LongestName);
        }

        if (input?.Name is { } name)
        {
            errors.Text("name", name, LongestName);
        }

        errors.ThrowIfAny();
        var key = http.Request.Headers[IdempotencyRequest.Header].ToString();
        var result = await engine.StartAsync(
            new StartRequest
            {
                TenantId = call.TenantId,
                DefinitionId = definition,
                Version = input?.Version,
                CorrelationId = input?.CorrelationId,
                Name = input?.Name,
                Input = input?.Input,

                // The engine remembers the key in the transaction of the start: a crash before the answer is stored starts nothing twice.
                Key = key.Length == 0 ? null : $"{definition}:{key}",
            },
            cancellationToken);
        return result switch
        {
            StartResult.Started s => Created(s.InstanceId, s.Status, s.SubStatus),
            StartResult.AlreadyStarted s => Created(s.InstanceId, null, null),
            StartResult.UnknownDefinition => throw new ProblemException(Problem.NotFound("process definition")),
            StartResult.Paused => throw new ProblemException(new Problem(
                409, "definition_paused", "The definition is paused: POST /api/processes/definitions/{id}/resume/ lets it go on.")),
            StartResult.Refused refused => throw new ProblemException(new Problem(409, "start_refused", refused.Reason)),
            _ => throw new InvalidOperationException($"Unhandled result {result}."),
        };
    }

    public static async Task<Ok<InstanceDetail>> CancelAsync(
        Guid id, CancelInput? input, WorkflowEngine engine, InstanceQueries instances, CallContext call,
        CancellationToken cancellationToken) =>
        await CommandAsync(
            id, new OperatorCommand { Action = OperatorAction.Cancel, RequestedBy = call.Actor.Name, Reason = input?.Reason },
            row => row.Status == WorkflowStatus.Running, "running", row => row.SubStatus == WorkflowSubStatus.Cancelled,
            engine, instances, call, cancellationToken);

    public static async Task<Ok<InstanceDetail>> RetryAsync(
        Guid id, RetryInput? input, WorkflowEngine engine, InstanceQueries instances, CallContext call,
        CancellationToken cancellationToken) =>
        await CommandAsync(
            id,
            new OperatorCommand
            {
                Action = OperatorAction.Retry,
                RequestedBy = call.Actor.Name,
                ActivityInstanceId = input?.ActivityInstanceId,
            },
            HasOpenIncident, "one with an open incident", static _ => false, engine, instances, call, cancellationToken);

    public static async Task<Ok<InstanceDetail>> SkipAsync(
        Guid id, SkipInput input, WorkflowEngine engine, InstanceQueries instances, CallContext call,
        CancellationToken cancellationToken) =>
        await CommandAsync(
            id,
            new OperatorCommand
            {
                Action = OperatorAction.Skip,
                RequestedBy = call.Actor.Name,
                ActivityInstanceId = input.ActivityInstanceId,
                Outcomes = input.Outcomes ?? [],
                Reason = input.Reason,
            },
            HasOpenIncident, "one with an open incident", static _ => false, engine, instances, call, cancellationToken);

    public static async Task<Ok<InstanceDetail>> SetVariablesAsync(
        Guid id, VariablesInput input, WorkflowEngine engine, InstanceQueries instances, CallContext call,
        CancellationToken cancellationToken)
    {
        var row = await RowAsync(id, instances, call, cancellationToken);
        var errors = new FieldErrors();
        foreach (var name in input.Variables.Keys.Where(name => !row.Variables.ContainsKey(name)))
        {
            errors.Add($"variables.{name}", $"There is no such variable. Known: {string.Join(", ", row.Variables.Keys.Order(StringComparer.Ordinal))}.");
        }

        errors.ThrowIfAny();
        return await CommandAsync(
            id,
            new OperatorCommand
            {
                Action = OperatorAction.SetVariables,
                RequestedBy = call.Actor.Name,
                Variables = input.Variables,
                Reason = input.Reason,
            },
            static row => row.Status == WorkflowStatus.Running || HasOpenIncident(row), "running", static _ => false, engine,
            instances, call, cancellationToken);
    }

    public static async Task<Accepted<PublishedView>> PublishAsync(
        string name, EventInput? input, HttpContext http, WorkflowEngine engine, CallContext call, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var errors = new FieldErrors();
        errors.Text("name", name, LongestName);
        if (input?.CorrelationId is { } correlation)
        {
            errors.Text("correlation_id", correlation, LongestName);
        }

        errors.ThrowIfAny();
        var message = new EventMessage
        {
            TenantId = call.TenantId,
            Name = name,
            CorrelationId = input?.CorrelationId,
            InstanceId = input?.InstanceId,
            Payload = input?.Payload,
            PublishedAt = time.GetUtcNow(),
            Id = IdOf(call.TenantId, name, http.Request.Headers[IdempotencyRequest.Header].ToString()),
        };
        var resumed = await engine.PublishAsync(message, input?.Wait ?? false, cancellationToken);
        return TypedResults.Accepted((string?)null, new PublishedView(message.Id, resumed));
    }

    public static async Task<InstanceDetail> RowAsync(
        Guid id, InstanceQueries instances, CallContext call, CancellationToken cancellationToken) =>
        await instances.FindAsync(call.TenantId, id, cancellationToken)
        ?? throw new ProblemException(Problem.NotFound("process"));

    private static async Task<Ok<InstanceDetail>> CommandAsync(
        Guid id, OperatorCommand command, Func<InstanceDetail, bool> allowed, string needed, Func<InstanceDetail, bool> alreadySo,
        WorkflowEngine engine, InstanceQueries instances, CallContext call, CancellationToken cancellationToken)
    {
        var row = await RowAsync(id, instances, call, cancellationToken);
        if (alreadySo(row))
        {
            return TypedResults.Ok(row);
        }

        if (!allowed(row))
        {
            throw new ProblemException(new Problem(
                409, ProblemCodes.IllegalTransition, $"The process is {Word(row.SubStatus)}; this needs {needed}."));
        }

        await engine.CommandAsync(call.TenantId, id, command, cancellationToken);
        return TypedResults.Ok(await RowAsync(id, instances, call, cancellationToken));
    }

    private static bool HasOpenIncident(InstanceDetail row) => row.Incidents.Any(static i => i.ResolvedAt is null);

    private static string Word(WorkflowSubStatus status) =>
        System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());

    // The same key must give the same event, also when the first request died between the event's commit and its answer.
    private static Guid IdOf(Guid tenant, string name, string key)
    {
        if (key.Length == 0)
        {
            return Guid.CreateVersion7();
        }

        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{tenant}\n{name}\n{key}"));
        hash[6] = (byte)((hash[6] & 0x0F) | 0x80);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash.AsSpan(0, 16), bigEndian: true);
    }

    private static Created<StartedView> Created(Guid id, WorkflowStatus? status, WorkflowSubStatus? subStatus) =>
        TypedResults.Created($"/api/processes/{id}/", new StartedView(id, status, subStatus));
}
