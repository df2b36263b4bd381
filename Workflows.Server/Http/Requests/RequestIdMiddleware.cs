using System.Text.RegularExpressions;

namespace Workflows.Server.Http.Requests;

/// <summary>
/// Gives every request an id: the caller's <c>X-Request-Id</c> when it is harmless, else one of ours. It is in the answer, in the
/// log and in audit rows.
/// </summary>
internal sealed partial class RequestIdMiddleware(RequestDelegate next)
{
    public const string Header = "X-Request-Id";

    public Task InvokeAsync(HttpContext context)
    {
        var sent = context.Request.Headers[Header];
        var id = sent.Count == 1 && Harmless().IsMatch(sent[0]!) ? sent[0]! : Guid.CreateVersion7().ToString("N");
        context.TraceIdentifier = id;
        context.Response.Headers[Header] = id;
        return next(context);
    }

    [GeneratedRegex(@"^[A-Za-z0-9._\-]{1,64}\z", RegexOptions.None, 100)]
    private static partial Regex Harmless();
}
