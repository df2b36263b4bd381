using FluentAssertions;
using Workflows.Server.Hosting;
using Xunit;

namespace Workflows.Server.Tests.Hosting;

public sealed class StartTests
{
    [Fact]
    public async Task One_message_lists_every_bad_setting()
    {
        var start = () => RunningServer.StartAsync(
        [
            "--ConnectionStrings:Workflows=Host=127.0.0.1;Port=1;Username=nobody;Database=nothing",
            "--Workflows:MaxRequestBytes=5",
            "--Workflows:CorsOrigins:0=*",
            "--SignIn:JwtExpirationHours=1000",
            "--Engine:MaxConcurrentBursts=0",
        ]);

        var thrown = await start.Should().ThrowAsync<ConfigurationException>();

        thrown.Which.Message.Should().ContainAll(
            "Workflows:MaxRequestBytes", "Workflows:CorsOrigins", "SignIn:JwtExpirationHours", "Engine:MaxConcurrentBursts");
    }

    [Fact]
    public void Sample_data_is_asked_for_by_a_flag_that_configuration_does_not_see()
    {
        var line = CommandLine.Parse(["--seed-demo", "--urls", "http://localhost:1"]);

        line.SeedDemo.Should().BeTrue();
        line.Settings.Should().Equal("--urls", "http://localhost:1");
    }
}
