using FluentAssertions;
using Microsoft.Extensions.DependencyInjection;
using Workflows.Domain.Shared.Tenancy;
using Workflows.Server.SignIn;
using Xunit;

namespace Workflows.Server.Tests.SignIn;

public sealed class ApiKeysTests
{
    [Fact]
    public async Task A_key_acts_as_its_owner_and_notes_its_use_to_the_minute()
    {
        await using var host = await SignInHost.CreateAsync();
        var user = await UserAsync(host);
        var made = await UseAsync(host, user, keys => keys.CreateAsync(user, " nightly export ", null, default));

        var result = await host.Reader.ReadAsync($"Token {made.Key}", null, default);
        var first = host.Clock.GetUtcNow();
        host.Clock.Advance(TimeSpan.FromSeconds(30));
        var again = await host.Reader.ReadAsync(null, made.Key, default);

        result!.User.Should().Be(user with { ApiKeyId = made.View.Id });
        again!.User.Should().Be(result.User);
        var listed = (await UseAsync(host, user, keys => keys.ListAsync(user, default))).Should().ContainSingle().Subject;
        listed.Name.Should().Be("nightly export");
        listed.LastUsedAt.Should().Be(first);
        made.Key.Should().StartWith(listed.Prefix);
        (await host.ExecuteAsync<long>("select count(*) from api_keys where position('wf_' in encode(key_hash, 'escape')) > 0")).Should().Be(0);
        (await host.ExecuteAsync<string>("select string_agg(a::text, '') from audit_logs a"))
            .Should().NotContain(made.Key);
    }

    [Fact]
    public async Task A_revoked_or_ended_key_is_refused()
    {
        await using var host = await SignInHost.CreateAsync();
        var user = await UserAsync(host);
        var brief = await UseAsync(host, user, keys => keys.CreateAsync(user, "brief", host.Clock.GetUtcNow().AddHours(1), default));
        var other = await UseAsync(host, user, keys => keys.CreateAsync(user, "other", null, default));

        (await UseAsync(host, user, keys => keys.RevokeAsync(user, other.View.Id, default))).Should().BeTrue();
        (await UseAsync(host, user, keys => keys.RevokeAsync(user, other.View.Id, default))).Should().BeTrue();
        (await UseAsync(host, user, keys => keys.RevokeAsync(user, Guid.CreateVersion7(), default))).Should().BeFalse();
        host.Clock.Advance(TimeSpan.FromHours(1));

        (await host.Reader.ReadApiKeyAsync(other.Key, default)).Code.Should().Be(CredentialCodes.TokenRevoked);
        (await host.Reader.ReadApiKeyAsync(brief.Key, default)).Code.Should().Be(CredentialCodes.TokenExpired);
        (await host.Reader.ReadApiKeyAsync(brief.Key[..^1] + "~", default)).Code.Should().Be(CredentialCodes.TokenInvalid);
    }

    [Fact]
    public async Task A_disabled_owner_disables_the_key()
    {
        await using var host = await SignInHost.CreateAsync();
        var user = await UserAsync(host);
        var made = await UseAsync(host, user, keys => keys.CreateAsync(user, "k", null, default));

        await host.ExecuteAsync("update users set active = false");

        (await host.Reader.ReadApiKeyAsync(made.Key, default)).Code.Should().Be(CredentialCodes.UserDisabled);
    }

    private static async Task<SignedInUser> UserAsync(SignInHost host)
    {
        await host.AddUserAsync(await host.AddTenantAsync("firm"), "ann");
        return (await host.TryAsync("ann", SignInHost.Password)).User!;
    }

    private static async Task<T> UseAsync<T>(SignInHost host, SignedInUser user, Func<IApiKeys, ValueTask<T>> use)
    {
        await using var scope = host.Services.CreateAsyncScope();
        user.ApplyTo(scope.ServiceProvider.GetRequiredService<CallContext>());
        return await use(scope.ServiceProvider.GetRequiredService<IApiKeys>());
    }
}
