using System.Net;
using System.Net.Sockets;

namespace Workflows.PostgreSql.Embedded;

/// <summary>Finds a free port on loopback.</summary>
internal static class LoopbackPort
{
    /// <summary>Whether nobody listens on the port of 127.0.0.1.</summary>
    public static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <summary>A port that was free a moment ago.</summary>
    public static int Any()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
