using Xunit;

namespace Workflows.JavaScript.Tests;

/// <summary>Tests that measure the memory of the process run while no others do.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneCollection
{
    public const string Name = "alone";
}
