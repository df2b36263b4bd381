using System.Diagnostics;
using FluentAssertions;

namespace Workflows.PostgreSql.Tests.Embedded;

/// <summary>A further process on a data folder.</summary>
internal sealed class Member : IDisposable
{
    private readonly Process _process;

    private Member(Process process) => _process = process;

    public string ConnectionString { get; private set; } = string.Empty;

    public bool Joined { get; private set; }

    /// <summary>Starts the process without waiting until it is ready.</summary>
    public static Member Launch(string dataFolder)
    {
        var host = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
        var start = new ProcessStartInfo(host, ["exec", typeof(MemberProgram).Assembly.Location, dataFolder])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        return new Member(Process.Start(start)!);
    }

    public static async Task<Member> StartAsync(string dataFolder)
    {
        var member = Launch(dataFolder);
        await member.ReadyAsync();
        return member;
    }

    public async Task ReadyAsync()
    {
        var line = await _process.StandardOutput.ReadLineAsync();
        line.Should().NotBeNull("the process should become ready, but said: {0}", line is null ? await _process.StandardError.ReadToEndAsync() : "");
        var words = line!.Split(' ', 2);
        Joined = words[0] is "joined";
        ConnectionString = words[1];
    }

    public async Task LeaveAsync()
    {
        await _process.StandardInput.WriteLineAsync();
        await _process.WaitForExitAsync();
        _process.ExitCode.Should().Be(0);
    }

    /// <summary>SIGKILL.</summary>
    public async Task KillAsync()
    {
        _process.Kill();
        await _process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        _process.Dispose();
    }
}
