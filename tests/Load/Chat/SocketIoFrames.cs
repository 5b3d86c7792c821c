using System.Globalization;
using System.Text;

namespace PeerSupport.Load.Chat;

/// <summary>socket.io 4 over a WebSocket: engine.io's digit, then socket.io's, then JSON.</summary>
internal sealed class SocketIoFrames : Frames
{
    public override string Path => "/socket.io/?EIO=4&transport=websocket";

    public override IEnumerable<(byte[] Say, byte[] Sign)> Enter(Guid group, int seat) =>
    [
        (Frame("40"u8, isText: true).ToArray(), "40{"u8.ToArray()),
        (Frame(Encoding.ASCII.GetBytes($"""420["join","{group}"]"""), isText: true).ToArray(), "430["u8.ToArray()),
    ];

    public override ReadOnlySpan<byte> Post(int number, ReadOnlySpan<byte> group, ReadOnlySpan<byte> text)
    {
        var writer = new Writer(Scratch);
        Span<byte> call = stackalloc byte[12], marker = stackalloc byte[Marker.Length];
        Marker.Write(number, marker);
        number.TryFormat(call, out var digits, default, CultureInfo.InvariantCulture);
        writer.Put("42"u8, call[..digits], "[\"post\",{\"group\":\""u8, group, "\",\"body\":\""u8);
        writer.Put(marker, " "u8, text, "\"}]"u8);
        return Frame(writer.Written, isText: true);
    }

    // Here it is the server that asks.
    public override byte[] Ping() => [];

    public override ReadOnlySpan<byte> AnswerTo(ReadOnlySpan<byte> message) => message is [(byte)'2'] ? Frame("3"u8, isText: true) : default;
}
