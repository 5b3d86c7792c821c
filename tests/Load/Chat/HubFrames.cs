using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace PeerSupport.Load.Chat;

internal enum HubProtocol
{
    Json,
    MessagePack,
}

/// <summary>What a member sends, as the bytes of one WebSocket frame. The masking key is zero, which the standard allows and which leaves the bytes as they are.</summary>
internal sealed class HubFrames(HubProtocol protocol)
{
    private const byte Separator = 0x1e;

    /// <summary>The name of the call to Join, by which its answer is known.</summary>
    public static ReadOnlySpan<byte> JoinCall => "j~in"u8;

    private bool IsJson => protocol == HubProtocol.Json;

    private readonly byte[] _scratch = new byte[4096];
    private readonly byte[] _frame = new byte[4096];

    public byte[] Handshake() => Frame([.. IsJson ? """{"protocol":"json","version":1}"""u8 : """{"protocol":"messagepack","version":1}"""u8, Separator]).ToArray();

    public byte[] Ping() => Frame(IsJson ? [.. """{"type":6}"""u8, Separator] : [0x02, 0x91, 0x06]).ToArray();

    public byte[] Join(Guid group)
    {
        if (IsJson)
            return Frame([.. Encoding.UTF8.GetBytes($$"""{"type":1,"invocationId":"j~in","target":"Join","arguments":["{{group}}",null]}"""), Separator]).ToArray();
        byte[] message = [0x96, 0x01, 0x80, 0xa4, .. JoinCall, 0xa4, .. "Join"u8, 0x92, 0xd9, 36, .. Encoding.ASCII.GetBytes(group.ToString()), 0xc0, 0x90];
        return Frame([(byte)message.Length, .. message]).ToArray();
    }

    /// <summary>Valid until the next one.</summary>
    public ReadOnlySpan<byte> Post(int number, ReadOnlySpan<byte> group, ReadOnlySpan<byte> text)
    {
        var writer = new Writer(_scratch);
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
        (_scratch[0], _scratch[1]) = ((byte)(0x80 | (size & 0x7f)), (byte)(size >> 7));
        return Frame(writer.Written);
    }

    private ReadOnlySpan<byte> Frame(ReadOnlySpan<byte> payload)
    {
        _frame[0] = (byte)(IsJson ? 0x81 : 0x82);
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

    private ref struct Writer(Span<byte> target)
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
