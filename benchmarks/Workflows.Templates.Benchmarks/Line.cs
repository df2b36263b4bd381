namespace Workflows.Templates.Benchmarks;

internal sealed class Line
{
    public required string Name { get; init; }

    public int Qty { get; init; }

    public double Price { get; init; }
}
