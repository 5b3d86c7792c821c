using System.Net;
using System.Net.Sockets;

namespace PeerSupport.Local;

/// <summary>Ports on the loopback address.</summary>
public static class Ports
{
    private static readonly HashSet<int> Given = [];

    /// <summary>The wanted port, or the next one that is free.</summary>
    public static int Next(int wanted)
    {
        for (var port = wanted; port < 65_000; port++)
        {
            if (!Given.Contains(port) && IsFree(port) && Given.Add(port))
                return port;
        }

        throw new InvalidOperationException($"No port is free from {wanted} on. Close something and start again.");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port) { ExclusiveAddressUse = true };
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
