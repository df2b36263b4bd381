namespace Workflows.Engine.Definitions;

/// <summary>Describes a port of an activity type.</summary>
/// <param name="Name">Name: of the outcome, or of the property with the child.</param>
/// <param name="DisplayName">Caption.</param>
/// <param name="Type">Kind.</param>
/// <param name="IsBrowsable">Whether the designer shows it.</param>
public sealed record PortDescriptor(string Name, string DisplayName, PortType Type, bool IsBrowsable = true);
