namespace Workflows.Templates.Benchmarks;

internal sealed class Ticket
{
    public int Number { get; init; }

    public required string Subject { get; init; }

    public DateTime Due { get; init; }

    public bool Breached { get; init; }

    public double Over { get; init; }
}
