namespace PeerSupport.Load.Servers;

/// <summary>The groups, how many members each has, and the token of each member, who belongs to one group.</summary>
internal sealed record Community(Guid[] Groups, int Size, Func<int, string> Token)
{
    /// <summary>Through which of the server's doors a member comes, by group and seat.</summary>
    public Func<int, int, int> DoorOf { get; init; } = (_, _) => 0;
}
