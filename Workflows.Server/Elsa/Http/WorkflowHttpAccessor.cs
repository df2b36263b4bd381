namespace Workflows.Server.Elsa.Http;

/// <summary>
/// Shows the activities of a burst the request that drives it. Only requests that are handed over with <see cref="Use"/> are shown, and
/// only until they are answered: a burst that goes on afterwards finds nothing.
/// </summary>
internal sealed class WorkflowHttpAccessor : IHttpContextAccessor
{
    private readonly AsyncLocal<Holder?> _current = new();

    /// <inheritdoc />
    public HttpContext? HttpContext
    {
        get => _current.Value?.Context;
        set
        {
            // The framework offers every request; an API call is no request to a workflow.
        }
    }

    /// <summary>Hands a request over until the result is disposed.</summary>
    public IDisposable Use(HttpContext context)
    {
        var holder = new Holder { Context = context };
        _current.Value = holder;
        return holder;
    }

    private sealed class Holder : IDisposable
    {
        public volatile HttpContext? Context;

        public void Dispose() => Context = null;
    }
}
