namespace Workflows.Engine.Activities.Flow;

/// <summary>A point on the designer's canvas.</summary>
public sealed class Position
{
    /// <summary>Distance from the left.</summary>
    public double X { get; set; }

    /// <summary>Distance from the top.</summary>
    public double Y { get; set; }
}
