using MassTransit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.SignalR;
using Npgsql;
using PeerSupport.Moderation.Cases;
using PeerSupport.Outbox;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Moderation.Live;

/// <summary>What the console of a moderator is told. Public, because SignalR implements it in an assembly of its own.</summary>
public interface IModerationClient
{
    /// <summary>A case came, changed, was claimed or decided.</summary>
    Task CaseChanged(CaseSummary summary);
}

/// <summary>Keeps the queue of every moderator up to date; it takes no calls and carries no text of a message.</summary>
[Authorize(Policies.Moderator)]
internal sealed class ModerationHub(LiveConnections connections, OpenConnections open) : Hub<IModerationClient>
{
    public override Task OnConnectedAsync()
    {
        connections.Add(Context.ConnectionId, Context.User!.MemberId()!.Value);
        open.Add(Context);
        return base.OnConnectedAsync();
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        connections.Remove(Context.ConnectionId);
        open.Remove(Context);
        return base.OnDisconnectedAsync(exception);
    }
}

/// <summary>
/// Listens to the database, where a trigger announces every case that a committed transaction has changed. So nothing is told before its commit,
/// nothing can forget to tell, and every node hears of what any node did. A notice that is lost while the connection is down costs a delay:
/// the console reads the queue again when it connects.
/// </summary>
internal sealed class CaseAnnouncements(NpgsqlDataSource source, CaseTeller teller, ILogger<CaseAnnouncements> logger) : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException or InvalidOperationException or TimeoutException)
            {
                logger.LogWarning("The queue is not live until the database answers: {Fault}", exception.GetType().Name);
                await Task.Delay(TimeSpan.FromSeconds(2), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    private async Task ListenAsync(CancellationToken stoppingToken)
    {
        await using var connection = await source.OpenConnectionAsync(stoppingToken);
        var changed = new Queue<Guid>();
        connection.Notification += (_, notice) =>
        {
            if (Guid.TryParse(notice.Payload, out var id))
                changed.Enqueue(id);
        };
        await using (var listen = new NpgsqlCommand("listen case_changed", connection))
            await listen.ExecuteNonQueryAsync(stoppingToken);
        while (true)
        {
            await connection.WaitAsync(stoppingToken);
            while (changed.TryDequeue(out var id))
                await teller.TellAsync(id, stoppingToken);
        }
    }
}

internal static class LiveRegistration
{
    public static void AddLiveQueue(this WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR().AddJsonProtocol(options => Json.Apply(options.PayloadSerializerOptions));
        builder.Services.AddSingleton<LiveConnections>();
        builder.Services.AddSingleton<OpenConnections>();
        builder.Services.AddSingleton<CaseTeller>();
        builder.Services.AddHostedService<CaseAnnouncements>();
        builder.Services.AddHostedService<LapsedClaims>();
    }

    public static void AddLiveConsumers(this IBusRegistrationConfigurator bus) => bus.AddNodeConsumer<SignedOutEverywhereConsumer>("moderation");

    // A connection outlives the token it began with unless it is told to end with it.
    public static void MapLiveQueue(this WebApplication app) =>
        app.MapHub<ModerationHub>("/hubs/moderation", options => options.CloseOnAuthenticationExpiration = true);
}
