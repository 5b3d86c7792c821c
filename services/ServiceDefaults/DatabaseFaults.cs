using System.Net.Sockets;
using Npgsql;

namespace PeerSupport.ServiceDefaults;

/// <summary>Tells an outage from a mistake.</summary>
public static class DatabaseFaults
{
    /// <summary>
    /// Whether the database is out of reach: whatever Npgsql says that is no answer of the server (refused, cut off, timed out), and the server's own
    /// words for going down, being full, standing by, or not having the database. EF wraps them in exceptions of its own.
    /// </summary>
    public static bool IsDatabaseAway(this Exception exception)
    {
        for (Exception? inner = exception; inner is not null; inner = inner.InnerException)
        {
            switch (inner)
            {
                case PostgresException answer:
                    return answer.SqlState is ['0', '8', ..] or "57P01" or "57P02" or "57P03" or "57P04" or "53100" or "53200" or "53300" or "25006" or "3D000";
                case NpgsqlException or ObjectDisposedException { ObjectName: "Npgsql.NpgsqlConnection" }:
                    return true;
                case HttpRequestException:
                    return false; // Somebody else's socket.
                case SocketException:
                    return true;
            }
        }

        return false;
    }
}
