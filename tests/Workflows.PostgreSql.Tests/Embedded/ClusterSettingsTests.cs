using FluentAssertions;
using FsCheck;
using FsCheck.Fluent;
using Workflows.PostgreSql.Embedded;
using Xunit;

namespace Workflows.PostgreSql.Tests.Embedded;

public sealed class ClusterSettingsTests
{
    [Fact]
    public void Shared_buffers_are_a_quarter_of_memory_between_128_and_512_MB() =>
        Prop.ForAll(Gen.Choose(64, 200_000).ToArbitrary(), memory =>
        {
            var buffers = int.Parse(ClusterSettings.Defaults(memory)["shared_buffers"][..^2], System.Globalization.CultureInfo.InvariantCulture);
            return buffers is >= 128 and <= 512 && (buffers == memory / 4 || buffers is 128 or 512);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Durability_is_left_on()
    {
        ClusterSettings.Defaults(1000).Keys.Should().NotContain(["fsync", "synchronous_commit", "full_page_writes"]);
    }

    [Fact]
    public void Given_settings_replace_defaults_and_are_quoted()
    {
        var text = ClusterSettings.Text(new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["max_connections"] = "20",
            ["search_path"] = "a'b",
        });

        text.Should().Contain("max_connections = '20'\n").And.NotContain("'200'").And.Contain("search_path = 'a''b'\n");
    }
}
