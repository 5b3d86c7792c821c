using System.Globalization;
using System.Text;

namespace PeerSupport.Load.Chat;

/// <summary>SignalR's two protocols, as the chat service and the bare hub speak them.</summary>
internal sealed class HubFrames(HubProtocol protocol) : Frames
{
    private const byte Separator = 0x1e;

    /// <summary>The name of the call to Join, by which its answer is known.</summary>
    private static ReadOnlySpan<byte> JoinCall => "j~in"u8;

    private bool IsJson => protocol == HubProtocol.Json;

    public override string Path => "/hubs/chat";

    public override IEnumerable<(byte[] Say, byte[] Sign)> Enter(Guid group, int seat) => [(Handshake(), "{}"u8.ToArray()), (Join(group), JoinCall.ToArray())];

    private byte[] Handshake() => Frame([.. IsJson ? """{"protocol":"json","version":1}"""u8 : """{"protocol":"messagepack","version":1}"""u8, Separator]).ToArray();

    public override byte[] Ping() => Frame(IsJson ? [.. """{"type":6}"""u8, Separator] : [0x02, 0x91, 0x06]).ToArray();

    private byte[] Join(Guid group)
    {
        if (IsJson)
            return Frame([.. Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"j~in","target":"Join","arguments":["{{group}}",null]}"""), Separator]).ToArray();
        byte[] message = [0x96, 0x01, 0x80, 0xa4, .. JoinCall, 0xa4, .. "Join"u8, 0x92, 0xd9, 36, .. Encoding.ASCII.GetBytes(group.ToString()), 0xc0, 0x90];
        return Frame([(byte)message.Length, .. message]).ToArray();
    }

    /// <inheritdoc />
    public override ReadOnlySpan<byte> Post(int number, ReadOnlySpan<byte> group, ReadOnlySpan<byte> text)
    {
        var writer = new Writer(Scratch);
        Span<byte> call = stackalloc byte[7], client = stackalloc byte[36], marker = stackalloc byte[Marker.Length];
        Marker.Letters(number, call);
        Marker.Write(number, marker);
        "019ab000-0000-7000-8000-"u8.CopyTo(client);
        number.TryFormat(client[24..], out _, "x12", CultureInfo.InvariantCulture);
        if (IsJson)
        {
            writer.Put("{\"type\":1,\"invocationId\":\""u8, call, "\",\"target\":\"Post\",\"arguments\":[{\"groupId\":\""u8, group, "\",\"clientId\":\""u8);
            writer.Put(client, "\",\"body\":\""u8, marker, " "u8, text);
            writer.Put("\"}]}"u8, [Separator]);
            return Frame(writer.Written);
        }

        var length = marker.Length + 1 + text.Length;
        writer.Put([0x80, 0x80, 0x96, 0x01, 0x80, 0xa7], call, [0xa4], "Post"u8, [0x91, 0x83, 0xa7]);
        writer.Put("GroupId"u8, [0xd9, 36], group, [0xa8], "ClientId"u8);
        writer.Put([0xd9, 36], client, [0xa4], "Body"u8, [0xda, (byte)(length >> 8), (byte)length]);
        writer.Put(marker, " "u8, text, [0x90]);
        // The length before a message is a number of seven bits a byte; every post is long enough for two and too short for three.
        var size = writer.Written.Length - 2;
        (Scratch[0], Scratch[1]) = ((byte)(0x80 | (size & 0x7f)), (byte)(size >> 7));
        return Frame(writer.Written);
    }

    private ReadOnlySpan<byte> Frame(ReadOnlySpan<byte> payload) => Frame(payload, IsJson);
}
