using System.ComponentModel;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Workflows.Mail.Smtp;
using Workflows.Testing.Time;

namespace Workflows.Testing.Smtp;

/// <summary>
/// A Postfix of the test's own on a free loopback port, with configuration, queue and log in a temporary folder. It has no
/// transport that leaves the machine: mails are kept in a maildir, or thrown away. Its absence is a failure, never a skip.
/// </summary>
public sealed class PostfixServer : IAsyncDisposable
{
    private const int Nobody = 65534;
    private readonly string _folder;
    private readonly SinkCertificate _certificate;

    private PostfixServer(string folder, int port, SinkCertificate certificate) => (_folder, Port, _certificate) = (folder, port, certificate);

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The authority to trust for STARTTLS.</summary>
    public X509Certificate2 Root => _certificate.Root;

    /// <summary>Files of the mails that were delivered.</summary>
    public IReadOnlyList<string> Delivered => Directory.Exists(Inbox) ? Directory.GetFiles(Inbox) : [];

    private string Inbox => Path.Combine(_folder, "mail", "all", "new");

    /// <summary>Starts one.</summary>
    /// <param name="keep">Whether mails are delivered to the maildir; otherwise they are discarded after they were queued.</param>
    public static async Task<PostfixServer> StartAsync(bool keep)
    {
        var folder = Directory.CreateTempSubdirectory("workflows-postfix-").FullName;
        var port = FreePort();
        var server = new PostfixServer(folder, port, SinkCertificate.Create(["localhost"], expired: false));
        await server.WriteConfigurationAsync(keep);
        try
        {
            await server.ControlAsync("start");
            await Eventually.TrueAsync(() => IsListeningAsync(port), "Postfix listens", TimeSpan.FromMinutes(1));
        }
        catch (Exception error) when (error is not Win32Exception)
        {
            var log = Path.Combine(folder, "postfix.log");
            throw new InvalidOperationException($"{error.Message}\n{(File.Exists(log) ? await File.ReadAllTextAsync(log) : "no log")}", error);
        }

        return server;
    }

    /// <summary>Client options that fit: STARTTLS with the authority of this server, no login.</summary>
    public SmtpServerOptions ClientOptions() => new()
    {
        Host = "localhost",
        Port = Port,
        Security = SmtpSecurity.StartTls,
        TrustedRoots = [Root],
    };

    public async ValueTask DisposeAsync()
    {
        await ControlAsync("stop");
        _certificate.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static int FreePort()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)socket.LocalEndPoint!).Port;
    }

    private static async Task<bool> IsListeningAsync(int port)
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private async Task WriteConfigurationAsync(bool keep)
    {
        // Postfix's own users must be able to look in.
        await RunAsync("chmod", "755", _folder);
        foreach (var name in new[] { "etc", "queue", "data", "mail" })
        {
            Directory.CreateDirectory(Path.Combine(_folder, name));
        }

        await RunAsync("chown", "postfix", Path.Combine(_folder, "data"));
        await RunAsync("chown", $"{Nobody}", Path.Combine(_folder, "mail"));
        var pem = Path.Combine(_folder, "etc", "server.pem");
        using (var key = _certificate.Leaf.GetECDsaPrivateKey()!)
        {
            await File.WriteAllTextAsync(pem, $"{key.ExportPkcs8PrivateKeyPem()}\n{_certificate.Leaf.ExportCertificatePem()}\n");
        }

        await File.WriteAllTextAsync(
            Path.Combine(_folder, "etc", "main.cf"),
            $"""
            compatibility_level = 3.6
            queue_directory = {_folder}/queue
            data_directory = {_folder}/data
            command_directory = /usr/sbin
            daemon_directory = /usr/lib/postfix/sbin
            mail_owner = postfix
            setgid_group = postdrop
            inet_interfaces = 127.0.0.1
            inet_protocols = ipv4
            myhostname = sink.example
            mydestination =
            mynetworks = 127.0.0.0/8
            smtpd_relay_restrictions = permit_mynetworks, reject
            smtpd_client_connection_rate_limit = 0
            smtpd_client_connection_count_limit = 0
            smtpd_tls_security_level = may
            smtpd_tls_chain_files = {pem}
            smtputf8_enable = yes
            message_size_limit = 35000000
            {(keep ? "virtual_mailbox_domains = static:all" : "virtual_mailbox_domains =")}
            virtual_mailbox_base = {_folder}/mail
            virtual_mailbox_maps = static:all/
            virtual_uid_maps = static:{Nobody}
            virtual_gid_maps = static:{Nobody}
            virtual_mailbox_limit = 0
            default_transport = discard
            relay_transport = discard
            maillog_file_prefixes = {_folder}
            maillog_file = {_folder}/postfix.log

            """);

        // The clients of the outside world, smtp and relay, are discard here as well.
        await File.WriteAllTextAsync(
            Path.Combine(_folder, "etc", "master.cf"),
            $"""
            127.0.0.1:{Port} inet n - n - - smtpd
            pickup unix n - n 60 1 pickup
            cleanup unix n - n - 0 cleanup
            qmgr unix n - n 300 1 qmgr
            tlsmgr unix - - n 1000? 1 tlsmgr
            rewrite unix - - n - - trivial-rewrite
            bounce unix - - n - 0 bounce
            defer unix - - n - 0 bounce
            trace unix - - n - 0 bounce
            verify unix - - n - 1 verify
            flush unix n - n 1000? 0 flush
            proxymap unix - - n - - proxymap
            proxywrite unix - - n - 1 proxymap
            smtp unix - - n - - discard
            relay unix - - n - - discard
            error unix - - n - - error
            retry unix - - n - - error
            discard unix - - n - - discard
            virtual unix - n n - - virtual
            anvil unix - - n - 1 anvil
            scache unix - - n - 1 scache
            postlog unix-dgram n - n - 1 postlogd

            """);
    }

    private Task ControlAsync(string command) => RunAsync("postfix", "-c", Path.Combine(_folder, "etc"), command);

    private static async Task RunAsync(string program, params string[] arguments)
    {
        // The master process binds users of its own, which only root may.
        var start = Environment.IsPrivilegedProcess
            ? new ProcessStartInfo(program, arguments)
            : new ProcessStartInfo("sudo", ["-n", program, .. arguments]);
        start.RedirectStandardError = true;
        start.RedirectStandardOutput = true;
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}:/usr/sbin:/sbin";
        try
        {
            using var process = Process.Start(start)!;
            // Its daemons inherit the pipes: waiting for their end would wait for the daemons.
            await process.WaitForExitAsync();
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
            }
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException("Postfix is needed to check mails. Install it: apt-get install -y postfix", error);
        }
    }
}
