using System.Buffers.Binary;

namespace PeerSupport.Load.Chat;

/// <summary>What a connection speaks.</summary>
internal enum HubProtocol
{
    /// <summary>SignalR's JSON.</summary>
    Json,

    /// <summary>SignalR's MessagePack.</summary>
    MessagePack,

    /// <summary>socket.io over a WebSocket.</summary>
    SocketIo,

    /// <summary>XMPP over TCP.</summary>
    Xmpp,
}

/// <summary>What a member sends, as bytes for the socket, in one of the protocols. One is not shared between threads, because it writes into buffers of its own.</summary>
internal abstract class Frames
{
    private readonly byte[] _frame = new byte[4096];

    /// <summary>Where the WebSocket is; null for a protocol that needs none.</summary>
    public abstract string? Path { get; }

    /// <summary>Room to write a message in.</summary>
    protected byte[] Scratch { get; } = new byte[4096];

    /// <summary>What is said until the room is open, one after the other, each with the sign by which its answer is known.</summary>
    public abstract IEnumerable<(byte[] Say, byte[] Sign)> Enter(Guid group, int seat);

    /// <summary>A post, valid until the next one.</summary>
    public abstract ReadOnlySpan<byte> Post(int number, ReadOnlySpan<byte> group, ReadOnlySpan<byte> text);

    /// <summary>What keeps the connection open, sent from time to time.</summary>
    public abstract byte[] Ping();

    /// <summary>What the other side wants to hear at once; nothing for most messages.</summary>
    public virtual ReadOnlySpan<byte> AnswerTo(ReadOnlySpan<byte> message) => default;

    public static Frames Of(HubProtocol protocol) => protocol switch
    {
        HubProtocol.SocketIo => new SocketIoFrames(),
        HubProtocol.Xmpp => new XmppFrames(),
        _ => new HubFrames(protocol),
    };

    /// <summary>As one WebSocket frame. The masking key is zero, which the standard allows and which leaves the bytes as they are.</summary>
    protected ReadOnlySpan<byte> Frame(ReadOnlySpan<byte> payload, bool isText)
    {
        _frame[0] = (byte)(isText ? 0x81 : 0x82);
        var at = 2;
        if (payload.Length < 126)
            _frame[1] = (byte)(0x80 | payload.Length);
        else
        {
            _frame[1] = 0x80 | 126;
            BinaryPrimitives.WriteUInt16BigEndian(_frame.AsSpan(at), (ushort)payload.Length);
            at += 2;
        }
        _frame.AsSpan(at, 4).Clear();
        payload.CopyTo(_frame.AsSpan(at + 4));
        return _frame.AsSpan(0, at + 4 + payload.Length);
    }

    protected ref struct Writer(Span<byte> target)
    {
        private readonly Span<byte> _target = target;
        private int _length;

        public readonly ReadOnlySpan<byte> Written => _target[.._length];

        public void Put(
            scoped ReadOnlySpan<byte> first, scoped ReadOnlySpan<byte> second, scoped ReadOnlySpan<byte> third = default, scoped ReadOnlySpan<byte> fourth = default,
            scoped ReadOnlySpan<byte> fifth = default)
        {
            Put(first);
            Put(second);
            Put(third);
            Put(fourth);
            Put(fifth);
        }

        private void Put(scoped ReadOnlySpan<byte> bytes)
        {
            bytes.CopyTo(_target[_length..]);
            _length += bytes.Length;
        }
    }
}
