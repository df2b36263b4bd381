using System.Text.Json;
using FluentAssertions;
using Workflows.Testing.Smtp;
using Workflows.Testing.Time;
using Xunit;

namespace Workflows.EndToEnd.Readme;

/// <summary>The first thing that anybody tries: the README's own lines, to the mails at a mail server.</summary>
[Collection(ProofFixture.Collection)]
public sealed class ReadmeTests(ProofFixture proofs)
{
    private const string OneTimeLine = "One-time password (shown once, replace it at the first sign-in): ";
    private const string Subject = "The printer is on fire";

    [Fact]
    public async Task The_lines_of_the_readme_lead_to_warning_breach_escalation_and_resolution_mails()
    {
        await using var world = await World.CreateAsync(proofs.Database, "readme");
        await using var server = await world.NewcomersServerAsync();
        var password = server.Log.Single(static line => line.Contains(OneTimeLine, StringComparison.Ordinal)).Split(OneTimeLine)[1].Trim();

        var printed = await ReadmeScript.RunAsync(server.Address, password);

        string[] expected =
        [
            "carl: [#1] We have received your request",
            "ada: [#1] Assigned to you",
            "ada: [#1] 50 % of the first response time is used",
            "ada: [#1] 80 % of the first response time is used",
            "ada: [#1] 95 % of the first response time is used",
            "lea: [#1] 95 % of the first response time is used",
            "ada: [#1] Target missed for the first response",
            "lea: [#1] Target missed for the first response",
            "ada: [#1] 50 % of the resolution time is used",
            "ada: [#1] Reassigned",
            "sam: [#1] Reassigned",
            "lea: [#1] Reassigned",
            "sam: [#1] 80 % of the resolution time is used",
            "sam: [#1] 95 % of the resolution time is used",
            "lea: [#1] 95 % of the resolution time is used",
            "sam: [#1] Target missed for the resolution",
            "lea: [#1] Target missed for the resolution",
            "lea: [#1] Nobody to take over",
            "carl: [#1] Resolved",
        ];
        await server.ExplainAsync(Eventually.TrueAsync(() => world.Sink.Count >= expected.Length, "all mails have reached the mail server"));
        world.Sink.Messages.Select(Title).Should().BeEquivalentTo(expected.Select(static line => $"{line}: {Subject}"));
        world.Sink.Messages.Should().OnlyContain(static mail => mail.Raw.Contains("text/html", StringComparison.Ordinal)
            && mail.Raw.Contains("text/plain", StringComparison.Ordinal));
        ClocksOf(printed).Should().AllSatisfy(AddsUp);
    }

    private static string Title(SinkMessage mail) => $"{mail.Recipients[0].Split('@')[0]}: {mail.Header("Subject")}";

    // The explanation is what the last but one command printed; each line of output is one answer.
    private static List<JsonElement> ClocksOf(string printed)
    {
        var line = printed.IndexOf("{\"ticket_id\"", StringComparison.Ordinal);
        var reader = new Utf8JsonReader(System.Text.Encoding.UTF8.GetBytes(printed[line..]), isFinalBlock: true, default);
        return [.. JsonElement.ParseValue(ref reader).GetProperty("clocks").EnumerateArray()];
    }

    private static void AddsUp(JsonElement clock)
    {
        clock.GetProperty("adds_up").GetBoolean().Should().BeTrue();
        clock.GetProperty("state").GetString().Should().Be("missed");
        Span(clock, "used").Should().Be(TimeSpan.FromSeconds(170), "nobody answered for the 170 seconds that passed");
        (Span(clock, "target") - Span(clock, "used")).Should().Be(Span(clock, "remaining"));
        clock.GetProperty("segments").EnumerateArray().Aggregate(TimeSpan.Zero, static (sum, s) => sum + Span(s, "used"))
            .Should().Be(Span(clock, "used"));
    }

    private static TimeSpan Span(JsonElement element, string name) =>
        TimeSpan.Parse(element.GetProperty(name).GetString()!, System.Globalization.CultureInfo.InvariantCulture);
}
