namespace PeerSupport.Load.Chat;

/// <summary>What is asked of each server.</summary>
/// <param name="Groups">How many groups.</param>
/// <param name="Size">How many members each has.</param>
/// <param name="Calm">Posts a second at which nothing should have to wait.</param>
/// <param name="Start">Posts a second at which the ramp begins.</param>
/// <param name="Baseline">The beginning of the name of the server that the others are compared with.</param>
internal sealed record Job(int Groups, int Size, int Calm, int Start, string Baseline = "bare")
{
    public static readonly Job Rooms = new(50, 20, 200, 1000);

    public static readonly Job Hall = new(1, 1000, 10, 60);
}
