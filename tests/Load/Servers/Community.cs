namespace PeerSupport.Load.Servers;

/// <summary>The groups, how many members each has, and the token of each member, who belongs to one group.</summary>
internal sealed record Community(Guid[] Groups, int Size, Func<int, string> Token);
