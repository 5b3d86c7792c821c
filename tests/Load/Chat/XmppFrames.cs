using System.Text;

namespace PeerSupport.Load.Chat;

/// <summary>XMPP over TCP (RFC 6120) with rooms (XEP-0045), as somebody without an account.</summary>
internal sealed class XmppFrames : Frames
{
    private const string Open =
        "<?xml version='1.0'?><stream:stream to='localhost' version='1.0' xmlns='jabber:client' xmlns:stream='http://etherx.jabber.org/streams'>";

    public override string? Path => null;

    public override IEnumerable<(byte[] Say, byte[] Sign)> Enter(Guid group, int seat) =>
    [
        Step(Open, "</stream:features>"),
        Step("<auth xmlns='urn:ietf:params:xml:ns:xmpp-sasl' mechanism='ANONYMOUS'/>", "<success"),
        Step(Open, "</stream:features>"),
        Step("<iq type='set' id='b'><bind xmlns='urn:ietf:params:xml:ns:xmpp-bind'/></iq>", "</bind>"),
        Step($"<presence to='{group}@conference.localhost/m{seat}'><x xmlns='http://jabber.org/protocol/muc'><history maxstanzas='0'/></x></presence>", "code='110'"),
    ];

    public override ReadOnlySpan<byte> Post(int number, ReadOnlySpan<byte> group, ReadOnlySpan<byte> text)
    {
        var writer = new Writer(Scratch);
        Span<byte> call = stackalloc byte[7], marker = stackalloc byte[Marker.Length];
        Marker.Letters(number, call);
        Marker.Write(number, marker);
        writer.Put("<message type='groupchat' to='"u8, group, "@conference.localhost' id='"u8, call, "'><body>"u8);
        writer.Put(marker, " "u8, text, "</body></message>"u8);
        return writer.Written.ToArray();
    }

    public override byte[] Ping() => " "u8.ToArray();

    private static (byte[] Say, byte[] Sign) Step(string say, string sign) => (Encoding.ASCII.GetBytes(say), Encoding.ASCII.GetBytes(sign));
}
