using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace PeerSupport.Local;

/// <summary>Ports on the loopback address.</summary>
public static class Ports
{
    private static readonly HashSet<int> Given = [];

    /// <summary>
    /// A free port out of a block that belongs to the folder, so that two checkouts that start in the same moment do not take the same one between
    /// looking and listening. The blocks lie below the ports that outgoing connections use.
    /// </summary>
    /// <param name="folder">The state folder.</param>
    /// <param name="offset">Which of the block's 16 ports to begin with.</param>
    public static int Near(string folder, int offset) =>
        Next(20_000 + BinaryPrimitives.ReadUInt16BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes(folder))) % 700 * 16 + offset);

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
