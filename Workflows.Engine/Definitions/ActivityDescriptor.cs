using Workflows.Engine.Authoring;

namespace Workflows.Engine.Definitions;

/// <summary>Describes an activity type to the engine, the definition reader and the designer.</summary>
public sealed record ActivityDescriptor
{
    /// <summary>Type name as stored in definitions.</summary>
    public required string TypeName { get; init; }

    /// <summary>First part of the type name.</summary>
    public required string Namespace { get; init; }

    /// <summary>Second part of the type name.</summary>
    public required string Name { get; init; }

    /// <summary>Caption.</summary>
    public required string DisplayName { get; init; }

    /// <summary>Version of the type.</summary>
    public int Version { get; init; } = 1;

    /// <summary>Group of the palette.</summary>
    public string Category { get; init; } = "Miscellaneous";

    /// <summary>Text of the palette.</summary>
    public string? Description { get; init; }

    /// <summary>What the activity does to the world.</summary>
    public ActivityKind Kind { get; init; }

    /// <summary>Whether the palette shows it.</summary>
    public bool IsBrowsable { get; init; } = true;

    /// <summary>Whether it holds a list of activities.</summary>
    public bool IsContainer { get; init; }

    /// <summary>Whether a flowchart starts with it.</summary>
    public bool IsStart { get; init; }

    /// <summary>Whether it ends its flowchart or sequence.</summary>
    public bool IsTerminal { get; init; }

    /// <summary>Whether it can start a workflow.</summary>
    public bool IsTrigger { get; init; }

    /// <summary>Whether its effect leaves the database, so that the runtime commits before it runs.</summary>
    public bool HasExternalEffect { get; init; }

    /// <summary>Its .NET class.</summary>
    public required Type ClrType { get; init; }

    /// <summary>Its inputs.</summary>
    public IReadOnlyList<InputDescriptor> Inputs { get; init; } = [];

    /// <summary>Its outputs.</summary>
    public IReadOnlyList<OutputDescriptor> Outputs { get; init; } = [];

    /// <summary>Its ports: outcomes and embedded children.</summary>
    public IReadOnlyList<PortDescriptor> Ports { get; init; } = [];

    /// <summary>Known to the designer, such as RootType.</summary>
    public IDictionary<string, object> CustomProperties { get; init; } = new Dictionary<string, object>();

    /// <summary>Copied into a newly dropped activity.</summary>
    public IDictionary<string, object> ConstructionProperties { get; init; } = new Dictionary<string, object>();

    /// <summary>Creates an activity.</summary>
    public required Func<IActivity> Constructor { get; init; }

    /// <summary>Embedded children of an activity, with their port names, in order.</summary>
    internal Func<IActivity, IEnumerable<(string Port, IActivity Activity)>> Children { get; init; } = _ => [];

    /// <summary>Whether the class handles signals of completed activities.</summary>
    internal bool OverridesSignals { get; init; }
}
