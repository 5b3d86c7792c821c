using System.Buffers.Binary;
using System.ComponentModel;
using System.Runtime.InteropServices;

namespace PeerSupport.Load.Chat;

/// <summary>Linux's own way of waiting for thousands of sockets in one thread: no thread pool, no task and no allocation stands between a delivery and its time.</summary>
internal sealed class Epoll : IDisposable
{
    private const int Add = 1;
    private const uint Readable = 1;
    private const int Interrupted = 4;

    // The kernel packs this structure on x86-64 and nowhere else.
    private static readonly int Size = RuntimeInformation.ProcessArchitecture == Architecture.X64 ? 12 : 16;

    private readonly int _handle = Checked(epoll_create1(0));
    private readonly byte[] _events = new byte[128 * 16];

    public void Watch(nint socket, int index)
    {
        var entry = new byte[16];
        BinaryPrimitives.WriteUInt32LittleEndian(entry, Readable);
        BinaryPrimitives.WriteInt32LittleEndian(entry.AsSpan(Size - 8), index);
        _ = Checked(epoll_ctl(_handle, Add, (int)socket, ref entry[0]));
    }

    /// <summary>How many have something to read; at most 128, so that what is due to be sent is looked at in between.</summary>
    public int Wait(TimeSpan most)
    {
        var time = new Time { Seconds = most.Ticks / TimeSpan.TicksPerSecond, Nanoseconds = most.Ticks % TimeSpan.TicksPerSecond * 100 };
        var count = epoll_pwait2(_handle, ref _events[0], 128, ref time, 0);
        return count < 0 && Marshal.GetLastPInvokeError() == Interrupted ? 0 : Checked(count);
    }

    public int this[int at] => BinaryPrimitives.ReadInt32LittleEndian(_events.AsSpan((at * Size) + Size - 8));

    public void Dispose() => _ = close(_handle);

    private static int Checked(int result) => result >= 0 ? result : throw new Win32Exception(Marshal.GetLastPInvokeError());

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public long Nanoseconds;
    }

#pragma warning disable SYSLIB1054 // The generated form needs unsafe code in the project.
    [DllImport("libc", SetLastError = true)]
    private static extern int epoll_create1(int flags);

    [DllImport("libc", SetLastError = true)]
    private static extern int epoll_ctl(int handle, int operation, int socket, ref byte entry);

    [DllImport("libc", SetLastError = true)]
    private static extern int epoll_pwait2(int handle, ref byte events, int most, ref Time time, nint signals);

    [DllImport("libc", SetLastError = true)]
    private static extern int close(int handle);
#pragma warning restore SYSLIB1054
}
