using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace PeerSupport.Load.Chat;

/// <summary>Takes the payload of one whole WebSocket message; it is gone afterwards.</summary>
internal delegate void Taken(Member member, ReadOnlySpan<byte> message);

/// <summary>One member's connection: a socket, and of the WebSocket protocol what is needed to find where messages begin and end.</summary>
internal sealed class Member(int index, int group, int seat, int node = 0) : IDisposable
{
    /// <summary>Larger than any message of the runs.</summary>
    public const int BufferSize = 1 << 20;

    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
    private bool _isStream;
    private byte[] _rest = [];
    private byte[] _fragments = [];

    public int Index => index;

    public int Group => group;

    /// <summary>Which one of its group.</summary>
    public int Seat => seat;

    /// <summary>Which of the server's nodes it is connected to.</summary>
    public int Node => node;

    public bool IsClosed { get; private set; }

    public nint Handle => _socket.SafeHandle.DangerousGetHandle();

    /// <summary>Connects and joins the room, waiting for each answer. Afterwards nothing waits any more.</summary>
    /// <exception cref="InvalidOperationException">The server refuses; the message has its words.</exception>
    public void Join(IPEndPoint server, string token, Frames frames, Guid group, byte[] buffer)
    {
        _isStream = frames.Path is null;
        _socket.Connect(server);
        _socket.ReceiveTimeout = 30_000;
        if (frames.Path is { } path)
        {
            _socket.Send(Encoding.ASCII.GetBytes(
                $"GET {path} HTTP/1.1\r\nHost: {server}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\n"
                + $"Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nAuthorization: Bearer {token}\r\n\r\n"));
            Upgrade(buffer);
        }
        foreach (var (say, sign) in frames.Enter(group, seat))
        {
            _socket.Send(say);
            Await(buffer, sign);
        }
        _socket.Blocking = false;
    }

    /// <summary>False when the server does not read any more.</summary>
    public bool Send(ReadOnlySpan<byte> frame)
    {
        if (IsClosed)
            return false;
        var sent = _socket.Send(frame, SocketFlags.None, out var error);
        if (error == SocketError.Success && sent == frame.Length)
            return true;
        // Half a frame cannot be taken back, and this connection is of no use any more.
        IsClosed = error != SocketError.WouldBlock || sent > 0;
        return false;
    }

    /// <summary>Reads once and hands on every whole message.</summary>
    public void Receive(byte[] buffer, Taken taken)
    {
        _rest.CopyTo(buffer, 0);
        var count = _socket.Receive(buffer.AsSpan(_rest.Length), SocketFlags.None, out var error);
        if (error == SocketError.WouldBlock)
            return;
        if (count == 0 || error != SocketError.Success)
        {
            IsClosed = true;
            _socket.Close();
            return;
        }

        ReadOnlySpan<byte> bytes = buffer.AsSpan(0, _rest.Length + count);
        if (_isStream)
        {
            // The words that are looked for have no such sign in them, so none is cut in two.
            var whole = bytes.LastIndexOf((byte)'>') + 1;
            if (whole > 0)
                taken(this, bytes[..whole]);
            bytes = bytes[whole..];
        }
        while (!_isStream && Frame(bytes, out var head, out var length))
        {
            Take(bytes[0], bytes.Slice(head, length), taken);
            bytes = bytes[(head + length)..];
        }
        _rest = bytes.IsEmpty ? [] : bytes.ToArray();
    }

    public void Dispose() => _socket.Dispose();

    private void Take(byte first, ReadOnlySpan<byte> payload, Taken taken)
    {
        var isLast = (first & 0x80) != 0;
        if ((first & 0x0f) >= 8)
            IsClosed |= (first & 0x0f) == 8;
        else if (isLast && _fragments.Length == 0)
            taken(this, payload);
        else
        {
            // A long message comes in several frames, and a marker may lie across two of them.
            _fragments = [.. _fragments, .. payload];
            if (isLast)
            {
                taken(this, _fragments);
                _fragments = [];
            }
        }
    }

    private static bool Frame(ReadOnlySpan<byte> bytes, out int head, out int length)
    {
        (head, length) = (2, 0);
        if (bytes.Length < 2)
            return false;
        length = bytes[1] & 0x7f;
        if (length == 126)
        {
            head = 4;
            if (bytes.Length < head)
                return false;
            length = BinaryPrimitives.ReadUInt16BigEndian(bytes[2..]);
        }
        else if (length == 127)
        {
            head = 10;
            if (bytes.Length < head)
                return false;
            length = (int)BinaryPrimitives.ReadInt64BigEndian(bytes[2..]);
        }
        return bytes.Length >= head + length;
    }

    private void Upgrade(byte[] buffer)
    {
        var have = 0;
        int end;
        do
        {
            var count = _socket.Receive(buffer, have, buffer.Length - have, SocketFlags.None);
            have += count;
            end = buffer.AsSpan(0, have).IndexOf("\r\n\r\n"u8);
            if (end < 0 && count == 0)
                throw new InvalidOperationException("The server closed the connection.");
        }
        while (end < 0);
        var answer = Encoding.ASCII.GetString(buffer, 0, end);
        if (!answer.StartsWith("HTTP/1.1 101", StringComparison.Ordinal))
            throw new InvalidOperationException($"The server does not open a WebSocket: {answer.Split('\r')[0]}");
        _rest = buffer[(end + 4)..have];
    }

    private void Await(byte[] buffer, byte[] sign)
    {
        var found = false;
        while (!found)
        {
            if (IsClosed)
                throw new InvalidOperationException("The server closed the connection before the room was open.");
            Receive(buffer, (_, message) =>
            {
                if (message.IndexOf("not_member"u8) >= 0 || message.IndexOf("error"u8) >= 0)
                    throw new InvalidOperationException("The server refuses to open the room: " + Encoding.UTF8.GetString(message));
                found |= message.IndexOf(sign) >= 0;
            });
        }
    }
}
