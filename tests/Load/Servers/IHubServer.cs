namespace PeerSupport.Load.Servers;

/// <summary>Something that can be measured.</summary>
internal interface IHubServer : IAsyncDisposable
{
    string Name { get; }

    ServerProcess Process { get; }

    Community Community { get; }

    /// <summary>Returns when the server has nothing left to do of what it was given, and says what there was; null when that was nothing.</summary>
    Task<string?> FinishAsync();
}
