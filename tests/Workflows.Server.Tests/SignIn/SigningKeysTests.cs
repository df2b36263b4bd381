using FluentAssertions;
using Workflows.Server.SignIn;
using Xunit;

namespace Workflows.Server.Tests.SignIn;

public sealed class SigningKeysTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("workflows-keys-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_key_is_made_once_for_all_servers_that_start_together_and_only_the_owner_reads_it()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 8)
            .Select(_ => Task.Run(() => SigningKeys.Load(new SignInOptions(), _folder.FullName, isProduction: true))));

        keys.Select(static k => Convert.ToHexString(k.Signing)).Distinct().Should().ContainSingle();
        _folder.GetFiles().Should().ContainSingle().Which.Name.Should().Be(SigningKeys.FileName);
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(_folder.GetFiles()[0].FullName).Should().Be(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Theory]
    [InlineData("short", true)]
    [InlineData("short", false)]
    [InlineData("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", true)]
    [InlineData("your-secret-goes-here-your-secret-goes-here", true)]
    public void Weak_configured_keys_are_refused_without_repeating_them(string secret, bool production)
    {
        var load = () => SigningKeys.Load(new SignInOptions { JwtSecret = secret }, _folder.FullName, production);

        load.Should().Throw<InvalidOperationException>().Which.Message.Should().Contain("JwtSecret").And.NotContain(secret);
    }

    [Fact]
    public void A_spoilt_file_is_named_not_replaced()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, SigningKeys.FileName), "zz");

        var load = () => SigningKeys.Load(new SignInOptions(), _folder.FullName, isProduction: true);

        load.Should().Throw<InvalidOperationException>().WithMessage("*jwt.key*");
    }
}
