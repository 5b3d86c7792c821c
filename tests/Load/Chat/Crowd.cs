using System.Diagnostics;
using System.Text;
using PeerSupport.Load.Servers;

namespace PeerSupport.Load.Chat;

/// <summary>All members of all groups, connected to one server, and the one loop that writes and reads for them.</summary>
internal sealed class Crowd : IDisposable
{
    private static readonly TimeSpan PingEvery = TimeSpan.FromSeconds(15);
    private static readonly byte[][] Texts = Marker.Texts(256);

    // Numbers are never used again in a run, so a delivery can be of one step only, and client ids of one server never repeat.
    private static int _next;

    private readonly Epoll _epoll = new();
    private readonly Member[] _members;
    private readonly byte[] _buffer = new byte[Member.BufferSize];
    private readonly Frames _frames;
    private readonly byte[] _ping;
    private readonly byte[][] _groupNames;
    private readonly Taken _taken;
    private Deliveries? _deliveries;
    private long _now;
    private long _nextPing = Stopwatch.GetTimestamp();
    private int _pinged;
    private string? _oddity;

    private Crowd(Frames frames, Guid[] groups, Member[] members)
    {
        (_frames, _members, _taken, _ping) = (frames, members, Take, frames.Ping());
        _groupNames = [.. groups.Select(group => Encoding.ASCII.GetBytes(group.ToString()))];
        foreach (var member in members)
            _epoll.Watch(member.Handle, member.Index);
    }

    public static Crowd Join(IHubServer server, HubProtocol protocol, int? most = null)
    {
        var (community, doors) = (server.Community, server.Doors);
        var size = community.Size;
        var members = new Member[Math.Min(most ?? int.MaxValue, community.Groups.Length * size)];
        Parallel.For(0, members.Length, new() { MaxDegreeOfParallelism = 8 }, () => new byte[Member.BufferSize], (i, _, buffer) =>
        {
            var door = community.DoorOf(i / size, i % size);
            members[i] = new(i, i / size, i % size, door);
            members[i].Join(doors[door], community.Token(i), Frames.Of(protocol), community.Groups[i / size], buffer);
            return buffer;
        }, _ => { });
        return new(Frames.Of(protocol), community.Groups, members);
    }

    public int Closed => _members.Count(member => member.IsClosed);

    /// <summary>Posts at a fixed rate whatever comes back, to one group after the other, and reads until all is here or no more is to be expected.</summary>
    public Step Run(int rate, TimeSpan length, TimeSpan patience, Cores cores)
    {
        var (first, count) = (_next, (int)(rate * length.TotalSeconds));
        _next += count;
        var size = _members.Length / _groupNames.Length;
        var deliveries = new Deliveries(first, count, _groupNames.Length, size) { NodeOfAuthor = number => AuthorOf(number - first, size).Node };
        var lateness = new Histogram();
        var refused = 0;
        _deliveries = deliveries;
        _oddity = null;
        GC.Collect();
        cores.Begin();
        deliveries.Schedule = (Stopwatch.GetTimestamp() + (Stopwatch.Frequency / 50), Stopwatch.Frequency / (double)rate);
        var end = deliveries.DueAt(first + count);
        var give = end + (long)(patience.TotalSeconds * Stopwatch.Frequency);
        for (var number = first; ;)
        {
            _now = Stopwatch.GetTimestamp();
            // A bound, so that after a pause of this machine what has arrived is not left lying until everything is sent.
            for (var sent = 0; sent < 64 && number < first + count && deliveries.DueAt(number) <= _now; sent++, number++)
            {
                lateness.Add((Stopwatch.GetTimestamp() - deliveries.DueAt(number)) * 1_000_000 / Stopwatch.Frequency);
                refused += Post(number, number - first, size) ? 0 : 1;
            }
            if (number == first + count && _now >= end && (deliveries.Missing == 0 || _now > give))
                break;
            Turn(number < first + count ? deliveries.DueAt(number) : _now + (Stopwatch.Frequency / 100));
        }

        var usage = cores.End();
        _deliveries = null;
        return new(rate, size, deliveries, lateness, refused, Closed, usage, deliveries.Missing > 0 ? _oddity : null);
    }

    /// <summary>Reads what still comes until nothing has come for half a second: what one step left behind must not slow the next one.</summary>
    public void Settle()
    {
        var give = Stopwatch.GetTimestamp() + (20 * Stopwatch.Frequency);
        var quiet = Stopwatch.GetTimestamp();
        while ((_now = Stopwatch.GetTimestamp()) < give && Stopwatch.GetElapsedTime(quiet) < TimeSpan.FromSeconds(0.5))
            if (Turn(_now + (Stopwatch.Frequency / 20)) > 0)
                quiet = Stopwatch.GetTimestamp();
    }

    /// <summary>Only keeps the connections open.</summary>
    public void Rest(TimeSpan time)
    {
        var end = Stopwatch.GetTimestamp() + (long)(time.TotalSeconds * Stopwatch.Frequency);
        while ((_now = Stopwatch.GetTimestamp()) < end)
            Turn(_now + (Stopwatch.Frequency / 20));
    }

    public void Dispose()
    {
        foreach (var member in _members)
            member.Dispose();
        _epoll.Dispose();
    }

    private bool Post(int number, int at, int size)
    {
        return AuthorOf(at, size).Send(_frames.Post(number, _groupNames[at % _groupNames.Length], Texts[number % Texts.Length]));
    }

    private Member AuthorOf(int at, int size) => _members[(at % _groupNames.Length * size) + (at / _groupNames.Length % size)];

    private int Turn(long until)
    {
        if (_ping.Length > 0 && _now >= _nextPing && _members.Length > 0)
        {
            _members[_pinged = (_pinged + 1) % _members.Length].Send(_ping);
            _nextPing = _now + (long)(PingEvery.TotalSeconds / _members.Length * Stopwatch.Frequency);
        }
        var count = _epoll.Wait(TimeSpan.FromSeconds(Math.Clamp((Math.Min(until, _ping.Length > 0 ? _nextPing : until) - _now) / (double)Stopwatch.Frequency, 0, 0.02)));
        for (var i = 0; i < count; i++)
        {
            var member = _members[_epoll[i]];
            // The time before the bytes are copied out, which is when they were here.
            _now = Stopwatch.GetTimestamp();
            member.Receive(_buffer, _taken);
        }
        return count;
    }

    private void Take(Member member, ReadOnlySpan<byte> message)
    {
        if (_frames.AnswerTo(message) is { IsEmpty: false } answer)
            member.Send(answer);
        var rest = message;
        var found = false;
        for (int number; (number = Marker.Next(ref rest)) >= 0; found = true)
            _deliveries?.Take(member, number, _now);
        // The answer to a post has no marker. One that is no thanks either says why deliveries may be missing.
        if (!found && message.IndexOf("ode"u8) >= 0 && message.IndexOf("Posted"u8) < 0)
            _oddity ??= Encoding.UTF8.GetString(message[..Math.Min(message.Length, 200)]);
    }
}
