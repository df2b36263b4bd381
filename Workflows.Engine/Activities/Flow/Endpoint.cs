using Workflows.Engine.Authoring;

namespace Workflows.Engine.Activities.Flow;

/// <summary>One end of a connection.</summary>
public class Endpoint
{
    /// <summary>Creates an empty end.</summary>
    public Endpoint()
    {
    }

    /// <summary>Creates an end.</summary>
    /// <param name="activity">The activity.</param>
    /// <param name="port">Outcome at the source (default: "Done") or port at the target (default: "In").</param>
    public Endpoint(IActivity activity, string? port = null)
    {
        Activity = activity;
        Port = port;
    }

    /// <summary>The activity.</summary>
    public IActivity Activity { get; set; } = null!;

    /// <summary>Outcome at the source, port at the target; null: the default.</summary>
    public string? Port { get; set; }
}
