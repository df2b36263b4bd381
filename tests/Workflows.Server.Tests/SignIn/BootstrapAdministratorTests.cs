using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.SignIn;
using Xunit;

namespace Workflows.Server.Tests.SignIn;

public sealed class BootstrapAdministratorTests
{
    [Fact]
    public async Task Servers_that_start_together_make_one_administrator_with_one_password()
    {
        await using var host = await SignInHost.CreateAsync();
        var bootstrap = host.Services.GetRequiredService<IBootstrapAdministrator>();

        var answers = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => bootstrap.EnsureAsync(default).AsTask()));

        var password = answers.Should().ContainSingle(static a => a != null).Subject!;
        var user = (await host.TryAsync("admin", password)).User!;
        user.Role.Should().Be(Roles.Admin);
        user.TenantKey.Should().Be("default");
        user.MustChangePassword.Should().BeTrue();
        (await bootstrap.EnsureAsync(default)).Should().BeNull();
        (await host.ExecuteAsync<string>("select string_agg(a::text, '') from audit_logs a")).Should().NotContain(password);
    }

    [Fact]
    public async Task A_configured_password_is_taken_once_and_not_printed()
    {
        await using var host = await SignInHost.CreateAsync(("Workflows:Admin:Password", "given by the operator"));

        (await host.Services.GetRequiredService<IBootstrapAdministrator>().EnsureAsync(default)).Should().BeNull();

        var user = (await host.TryAsync("admin", "given by the operator", "default")).User!;
        user.MustChangePassword.Should().BeFalse();
    }

    [Fact]
    public async Task A_reset_gives_a_new_one_time_password_and_revokes_the_old_tokens()
    {
        await using var host = await SignInHost.CreateAsync();
        var bootstrap = host.Services.GetRequiredService<IBootstrapAdministrator>();
        var first = await bootstrap.EnsureAsync(default);
        var tokens = (await host.TryAsync("admin", first!)).Tokens!;

        var second = await bootstrap.ResetAsync(default);

        (await host.TryAsync("admin", first!)).Code.Should().Be(CredentialCodes.InvalidCredentials);
        (await host.TryAsync("admin", second)).User!.MustChangePassword.Should().BeTrue();
        (await host.Reader.ReadBearerAsync(tokens.AccessToken, default)).Code.Should().Be(CredentialCodes.TokenRevoked);
    }
}
