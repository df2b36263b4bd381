using System.Text.Json;

namespace Workflows.Templates.Benchmarks;

/// <summary>The model of a ticket mail as .NET objects; JSON of the same shape reads into it.</summary>
internal sealed class TicketMail
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public required Person User { get; init; }

    public required Ticket Ticket { get; init; }

    public required List<Line> Items { get; init; }

    public double Total { get; init; }

    public required string Currency { get; init; }

    public required string Footer { get; init; }

    public required string Url { get; init; }

    public static TicketMail Read(string json) => JsonSerializer.Deserialize<TicketMail>(json, SnakeCase)!;
}
