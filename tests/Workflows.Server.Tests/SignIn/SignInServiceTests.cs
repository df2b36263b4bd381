using FluentAssertions;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.SignIn;
using Xunit;

namespace Workflows.Server.Tests.SignIn;

public sealed class SignInServiceTests
{
    [Theory]
    [InlineData("ann")]
    [InlineData("ANN")]
    [InlineData("Ann@Example.com")]
    public async Task Login_or_address_in_any_case_signs_in(string login)
    {
        await using var host = await SignInHost.CreateAsync();
        var tenant = await host.AddTenantAsync("firm");
        var id = await host.AddUserAsync(tenant, "ann", Roles.Manager);

        var result = await host.TryAsync(login, SignInHost.Password);

        result.Code.Should().BeNull();
        result.User.Should().BeEquivalentTo(new SignedInUser(tenant, "firm", id, "ann", "ANN", Roles.Manager));
        (await host.Reader.ReadBearerAsync(result.Tokens!.AccessToken, default)).User.Should().Be(result.User);
        (await host.ExecuteAsync<string>("select string_agg(action, ',') from audit_logs")).Should().Be("user.sign_in");
    }

    [Fact]
    public async Task Wrong_password_and_unknown_login_look_the_same()
    {
        await using var host = await SignInHost.CreateAsync();
        await host.AddUserAsync(await host.AddTenantAsync("firm"), "ann");

        var wrong = await host.TryAsync("ann", "wrong");
        var unknown = await host.TryAsync("nobody", "wrong");

        wrong.Code.Should().Be(CredentialCodes.InvalidCredentials);
        unknown.Should().BeEquivalentTo(wrong);
    }

    [Fact]
    public async Task Without_a_tenant_the_password_decides_between_firms()
    {
        await using var host = await SignInHost.CreateAsync();
        var a = await host.AddTenantAsync("a");
        var b = await host.AddTenantAsync("b");
        await host.AddUserAsync(a, "ann", password: "the password in a");
        await host.AddUserAsync(b, "ann", password: "the password in b");

        (await host.TryAsync("ann", "the password in b")).User!.TenantId.Should().Be(b);
        (await host.TryAsync("ann", "the password in b", "a")).Code.Should().Be(CredentialCodes.InvalidCredentials);
        (await host.TryAsync("ann", "the password in a", "a")).User!.TenantId.Should().Be(a);
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("nobody")]
    public async Task Repeated_failures_lock_a_login_whether_it_exists_or_not(string login)
    {
        await using var host = await SignInHost.CreateAsync(("SignIn:LockoutAfter", "3"));
        await host.AddUserAsync(await host.AddTenantAsync("firm"), "ann");
        for (var i = 0; i < 3; i++)
        {
            (await host.TryAsync(login, "wrong")).Code.Should().Be(CredentialCodes.InvalidCredentials);
        }

        var locked = await host.TryAsync(login, SignInHost.Password);
        host.Clock.Advance(TimeSpan.FromMinutes(16));
        var later = await host.TryAsync(login, SignInHost.Password);

        locked.Code.Should().Be(CredentialCodes.TooManyAttempts);
        locked.RetryAfter.Should().Be(TimeSpan.FromMinutes(15));
        later.Code.Should().Be(login == "ann" ? null : CredentialCodes.InvalidCredentials);
    }

    [Fact]
    public async Task A_lock_out_holds_for_servers_that_have_not_seen_the_failures()
    {
        await using var host = await SignInHost.CreateAsync();
        await host.AddUserAsync(await host.AddTenantAsync("firm"), "ann");
        var until = host.Clock.GetUtcNow().AddMinutes(5);
        await host.ExecuteAsync($"update users set locked_until = '{until:O}'");

        var result = await host.TryAsync("ann", SignInHost.Password);

        result.Code.Should().Be(CredentialCodes.TooManyAttempts);
        result.RetryAfter.Should().Be(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task An_address_that_guesses_many_logins_must_wait()
    {
        await using var host = await SignInHost.CreateAsync(("SignIn:FailuresPerAddressAndMinute", "2"));
        await host.AddUserAsync(await host.AddTenantAsync("firm"), "ann");
        await host.TryAsync("one", "x", address: "203.0.113.9");
        await host.TryAsync("two", "x", address: "203.0.113.9");

        (await host.TryAsync("ann", SignInHost.Password, address: "203.0.113.9")).Code.Should().Be(CredentialCodes.TooManyAttempts);
        (await host.TryAsync("ann", SignInHost.Password, address: "203.0.113.10")).Code.Should().BeNull();
        host.Clock.Advance(TimeSpan.FromSeconds(61));
        (await host.TryAsync("ann", SignInHost.Password, address: "203.0.113.9")).Code.Should().BeNull();
    }

    [Fact]
    public async Task Disabled_users_and_tenants_are_told_so_only_with_the_right_password()
    {
        await using var host = await SignInHost.CreateAsync();
        var tenant = await host.AddTenantAsync("firm");
        await host.AddUserAsync(tenant, "ann");
        var tokens = (await host.TryAsync("ann", SignInHost.Password)).Tokens!;

        await host.ExecuteAsync($"update tenants set active = false where id = '{tenant}'");

        (await host.TryAsync("ann", "wrong")).Code.Should().Be(CredentialCodes.InvalidCredentials);
        (await host.TryAsync("ann", SignInHost.Password)).Code.Should().Be(CredentialCodes.UserDisabled);
        (await host.Reader.ReadBearerAsync(tokens.AccessToken, default)).Code.Should().Be(CredentialCodes.UserDisabled);
        (await host.SignIn.RefreshAsync(tokens.RefreshToken, default)).Code.Should().Be(CredentialCodes.UserDisabled);
    }

    [Fact]
    public async Task Changing_the_password_revokes_older_tokens()
    {
        await using var host = await SignInHost.CreateAsync();
        await host.AddUserAsync(await host.AddTenantAsync("firm"), "ann");
        var first = await host.TryAsync("ann", SignInHost.Password);

        var weak = await host.SignIn.ChangePasswordAsync(first.User!, SignInHost.Password, "password1234", default);
        var wrong = await host.SignIn.ChangePasswordAsync(first.User!, "wrong", "a much better phrase", default);
        var changed = await host.SignIn.ChangePasswordAsync(first.User!, SignInHost.Password, "a much better phrase", default);

        weak.Code.Should().Be(CredentialCodes.WeakPassword);
        wrong.Code.Should().Be(CredentialCodes.InvalidCredentials);
        (await host.Reader.ReadBearerAsync(first.Tokens!.AccessToken, default)).Code.Should().Be(CredentialCodes.TokenRevoked);
        (await host.SignIn.RefreshAsync(first.Tokens.RefreshToken, default)).Code.Should().Be(CredentialCodes.TokenRevoked);
        (await host.Reader.ReadBearerAsync(changed.Tokens!.AccessToken, default)).User.Should().NotBeNull();
        (await host.TryAsync("ann", "a much better phrase")).Code.Should().BeNull();
    }

    [Fact]
    public async Task Signing_out_everywhere_revokes_tokens()
    {
        await using var host = await SignInHost.CreateAsync();
        await host.AddUserAsync(await host.AddTenantAsync("firm"), "ann");
        var first = await host.TryAsync("ann", SignInHost.Password);

        await host.SignIn.RevokeTokensAsync(first.User!, default);

        (await host.Reader.ReadBearerAsync(first.Tokens!.AccessToken, default)).Code.Should().Be(CredentialCodes.TokenRevoked);
    }
}
