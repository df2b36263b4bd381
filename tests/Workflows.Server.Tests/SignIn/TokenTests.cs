using FluentAssertions;
using Workflows.Server.SignIn;
using Xunit;

namespace Workflows.Server.Tests.SignIn;

public sealed class TokenTests
{
    private const string OldKey = "an old key of more than thirty-two bytes";
    private const string NewKey = "a new key, also of more than thirty-two bytes";

    [Fact]
    public async Task Tokens_end_after_their_lifetime_and_the_tolerated_clock_difference()
    {
        await using var host = await SignedInHostAsync();
        var tokens = (await host.TryAsync("ann", SignInHost.Password)).Tokens!;
        tokens.AccessTokenExpires.Should().Be(host.Clock.GetUtcNow().AddHours(8));

        host.Clock.Advance(TimeSpan.FromHours(8) + TimeSpan.FromSeconds(29));
        (await host.Reader.ReadBearerAsync(tokens.AccessToken, default)).User.Should().NotBeNull();
        host.Clock.Advance(TimeSpan.FromSeconds(1));
        (await host.Reader.ReadBearerAsync(tokens.AccessToken, default)).Code.Should().Be(CredentialCodes.TokenExpired);
        (await host.SignIn.RefreshAsync(tokens.RefreshToken, default)).Tokens.Should().NotBeNull();
        host.Clock.Advance(TimeSpan.FromHours(168));
        (await host.SignIn.RefreshAsync(tokens.RefreshToken, default)).Code.Should().Be(CredentialCodes.TokenExpired);
    }

    [Fact]
    public async Task A_token_from_the_future_is_refused_beyond_the_tolerated_difference()
    {
        await using var host = await SignedInHostAsync();
        var tokens = (await host.TryAsync("ann", SignInHost.Password)).Tokens!;

        host.Clock.Advance(TimeSpan.FromSeconds(-30));
        (await host.Reader.ReadBearerAsync(tokens.AccessToken, default)).User.Should().NotBeNull();
        host.Clock.Advance(TimeSpan.FromSeconds(-1));
        (await host.Reader.ReadBearerAsync(tokens.AccessToken, default)).Code.Should().Be(CredentialCodes.TokenInvalid);
    }

    [Fact]
    public async Task A_refresh_token_is_no_access_token_and_the_other_way_round()
    {
        await using var host = await SignedInHostAsync();
        var tokens = (await host.TryAsync("ann", SignInHost.Password)).Tokens!;

        (await host.Reader.ReadBearerAsync(tokens.RefreshToken, default)).Code.Should().Be(CredentialCodes.TokenInvalid);
        (await host.SignIn.RefreshAsync(tokens.AccessToken, default)).Code.Should().Be(CredentialCodes.TokenInvalid);
    }

    [Theory]
    [InlineData("SignIn:Issuer", "somebody-else")]
    [InlineData("SignIn:Audience", "another-api")]
    public async Task Tokens_of_another_issuer_or_for_another_audience_are_refused(string setting, string value)
    {
        await using var ours = await SignedInHostAsync(("SignIn:JwtSecret", NewKey));
        await using var theirs = await SignedInHostAsync(("SignIn:JwtSecret", NewKey), (setting, value));
        var tokens = (await theirs.TryAsync("ann", SignInHost.Password)).Tokens!;

        (await ours.Reader.ReadBearerAsync(tokens.AccessToken, default)).Code.Should().Be(CredentialCodes.TokenInvalid);
    }

    [Fact]
    public async Task A_rotated_key_is_accepted_while_it_is_named_as_the_previous_one()
    {
        await using var host = await SignedInHostAsync(("SignIn:JwtSecret", NewKey), ("SignIn:PreviousJwtSecret", OldKey));
        var user = (await host.TryAsync("ann", SignInHost.Password)).User!;
        var options = Microsoft.Extensions.Options.Options.Create(new SignInOptions());
        var byOldKey = new TokenService(new SigningKeys(System.Text.Encoding.UTF8.GetBytes(OldKey)), options, host.Clock).Issue(user, 1);
        var byStrangeKey = new TokenService(new SigningKeys(new byte[64]), options, host.Clock).Issue(user, 1);

        (await host.Reader.ReadBearerAsync(byOldKey.AccessToken, default)).User.Should().Be(user);
        (await host.Reader.ReadBearerAsync(byStrangeKey.AccessToken, default)).Code.Should().Be(CredentialCodes.TokenInvalid);
    }

    [Fact]
    public async Task Headers_are_read_by_their_scheme()
    {
        await using var host = await SignedInHostAsync();
        var tokens = (await host.TryAsync("ann", SignInHost.Password)).Tokens!;

        (await host.Reader.ReadAsync($"Bearer {tokens.AccessToken}", null, default))!.User.Should().NotBeNull();
        (await host.Reader.ReadAsync($"bearer  {tokens.AccessToken} ", null, default))!.User.Should().NotBeNull();
        (await host.Reader.ReadAsync("Bearer", null, default))!.Code.Should().Be(CredentialCodes.TokenInvalid);
        (await host.Reader.ReadAsync("Token nonsense", null, default))!.Code.Should().Be(CredentialCodes.TokenInvalid);
        (await host.Reader.ReadAsync("Basic YTpi", null, default)).Should().BeNull();
        (await host.Reader.ReadAsync(null, " ", default)).Should().BeNull();
    }

    private static async Task<SignInHost> SignedInHostAsync(params (string, string)[] settings)
    {
        var host = await SignInHost.CreateAsync(settings);
        await host.AddUserAsync(await host.AddTenantAsync("firm"), "ann");
        return host;
    }
}
