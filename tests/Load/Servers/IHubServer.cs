using System.Net;
using PeerSupport.Load.Chat;

namespace PeerSupport.Load.Servers;

/// <summary>Something that can be measured.</summary>
internal interface IHubServer : IAsyncDisposable
{
    string Name { get; }

    /// <summary>All its programs, without the database and the broker.</summary>
    IReadOnlyList<ServerProcess> Processes { get; }

    /// <summary>Where members come in.</summary>
    IReadOnlyList<IPEndPoint> Doors => [Processes[0].Address];

    /// <summary>What can be spoken with it.</summary>
    IReadOnlyList<HubProtocol> Protocols => [HubProtocol.Json, HubProtocol.MessagePack];

    Community Community { get; }

    /// <summary>Returns when the server has nothing left to do of what it was given, and says what there was; null when that was nothing.</summary>
    Task<string?> FinishAsync() => Task.FromResult<string?>(null);
}
