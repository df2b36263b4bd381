using Workflows.Engine.Authoring;

namespace Workflows.Engine.Http;

/// <summary>What runs for one status of an answer.</summary>
public sealed class HttpStatusCodeCase
{
    /// <summary>Creates an empty case.</summary>
    public HttpStatusCodeCase()
    {
    }

    /// <summary>Creates a case.</summary>
    public HttpStatusCodeCase(int statusCode, IActivity activity)
    {
        StatusCode = statusCode;
        Activity = activity;
    }

    /// <summary>The status.</summary>
    public int StatusCode { get; set; }

    /// <summary>What runs.</summary>
    public IActivity? Activity { get; set; }
}
