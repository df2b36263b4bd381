using System.Net;
using System.Net.Sockets;

namespace Workflows.EndToEnd.Servers;

/// <summary>How a server process is started; the same at each of its lives.</summary>
public sealed record ServerSetup
{
    public const string Password = "an unlikely phrase 7";

    public required string ConnectionString { get; init; }

    public required string DataDirectory { get; init; }

    public required int SmtpPort { get; init; }

    /// <summary>First instant of the simulated clock; null for real time.</summary>
    public DateTimeOffset? SimulatedFrom { get; init; }

    /// <summary>Adds the sample firms; at the first life only.</summary>
    public bool Seed { get; init; }

    /// <summary>The administrator's password; null for a one-time password that the server prints.</summary>
    public string? AdministratorPassword { get; init; } = Password;

    /// <summary>How long a silent process keeps its work.</summary>
    public TimeSpan Lease { get; init; } = TimeSpan.FromSeconds(3);

    public int Port { get; init; } = FreePort();

    public IEnumerable<string> Arguments =>
    [
        $"--urls=http://127.0.0.1:{Port}",
        $"--ConnectionStrings:Workflows={ConnectionString}",
        $"--Workflows:DataDirectory={DataDirectory}",
        .. AdministratorPassword is { } chosen ? new[] { $"--Workflows:Admin:Password={chosen}" } : [],
        $"--Workflows:Demo:Password={Password}",
        "--Smtp:Host=127.0.0.1", $"--Smtp:Port={SmtpPort}", "--Smtp:Security=none", "--Smtp:From=desk@northwind.example",
        $"--MailDispatch:Lease={TimeSpan.FromSeconds(6)}",
        $"--Engine:Lease:Duration={Lease}",
        $"--Engine:Lease:RenewEvery={Lease / 4}",
        "--Logging:LogLevel:Default=Warning",
        "--Logging:LogLevel:Workflows.Engine.Durability.Leasing=Information",
        "--Logging:LogLevel:Workflows.Engine.Durability.Bursts=Debug",
        .. SimulatedFrom is { } from
            ? new[] { "--Workflows:SimulatedTime:Enabled=true", $"--Workflows:SimulatedTime:Start={from:O}", "--Workflows:SimulatedTime:Limit=00:00:30" }
            : [],
        .. Seed ? new[] { "--seed-demo" } : [],
    ];

    /// <summary>A port that nobody listens on.</summary>
    public static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }
}
