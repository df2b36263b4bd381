namespace Workflows.Templates.Benchmarks;

internal sealed class Person
{
    public required string FirstName { get; init; }

    public required string LastName { get; init; }
}
