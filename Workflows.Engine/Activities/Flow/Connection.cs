using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using Workflows.Engine.Authoring;

namespace Workflows.Engine.Activities.Flow;

/// <summary>Leads from an outcome of one activity to another.</summary>
public class Connection
{
    /// <summary>Creates an empty connection.</summary>
    public Connection()
    {
    }

    /// <summary>Creates a connection.</summary>
    public Connection(Endpoint source, Endpoint target)
    {
        Source = source;
        Target = target;
    }

    /// <summary>Creates a connection from the outcome "Done".</summary>
    public Connection(IActivity source, IActivity target)
        : this(new Endpoint(source), new Endpoint(target))
    {
    }

    /// <summary>Where it starts.</summary>
    public Endpoint Source { get; set; } = new();

    /// <summary>Where it ends.</summary>
    public Endpoint Target { get; set; } = new();

    /// <summary>Bends on the canvas.</summary>
    [SuppressMessage("Usage", "CA2227", Justification = "Elsa's surface lets authors replace the collection.")]
    public ICollection<Position> Vertices { get; set; } = [];

    /// <summary>The connection's JSON as it was read; what is unknown here survives a round trip.</summary>
    internal JsonObject? Origin { get; set; }
}
