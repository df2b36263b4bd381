using Workflows.Domain.Shared.Tenancy;

namespace Workflows.Server.Access;

/// <summary>Tells the scope's call context where the request came from, for audit rows.</summary>
internal sealed class CallContextMiddleware(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context)
    {
        var call = context.RequestServices.GetRequiredService<CallContext>();
        call.RequestId = context.TraceIdentifier;
        call.ClientAddress = context.Connection.RemoteIpAddress?.ToString();
        return next(context);
    }
}
