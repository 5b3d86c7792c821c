using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Npgsql;
using PeerSupport.Local;
using PeerSupport.TestKit;

namespace PeerSupport.Platform.Tests;

/// <summary>What people are told while something is down. That nothing is lost, doubled or shown to the wrong people meanwhile is what Chaos.Tests looks at.</summary>
public sealed class FaultTests(RunningPlatform running)
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_the_broker_people_go_on_talking_and_what_moderation_must_know_waits()
    {
        using var marek = await running.SignedInAsync("Marek");
        await using var room = await Room.OpenAsync(running, "Moss");
        await running.Platform.RabbitMq.KillAsync();

        var held = await room.PostAsync(Guid.CreateVersion7(), "Just kill yourself, everybody here would be glad.");
        Assert.Equal("held", held.GetProperty("code").GetString());
        Assert.Equal("ok", (await room.PostAsync(Guid.CreateVersion7(), "The kettle is on.")).GetProperty("code").GetString());
        await Eventually.TrueAsync(async () => (await running.HealthAsync("Chat")).GetProperty("status").GetString() == "Degraded", "chat does not say that the broker is away");

        await running.Platform.RabbitMq.LaunchAsync(Cancel);
        var messageId = held.GetProperty("messageId").GetGuid();
        Assert.NotEqual(Guid.Empty, await RunningPlatform.CaseOfAsync(marek, messageId));
    }

    [Fact]
    public async Task Without_the_database_nothing_is_acknowledged_and_the_answer_says_what_to_do()
    {
        await using var room = await Room.OpenAsync(running, "Juniper");
        var clientId = Guid.CreateVersion7();
        using var visitor = new Visitor(running.Platform.PublicOrigin);
        await running.Platform.Postgres.KillAsync();

        var answer = await room.PostAsync(clientId, "Is anybody awake?");
        Assert.Equal("unavailable", answer.GetProperty("code").GetString());
        Assert.NotEqual(JsonValueKind.Null, answer.GetProperty("retryAfter").ValueKind);
        using var page = await visitor.Http.GetAsync(new Uri("/api/content/articles", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.StatusCode);
        Assert.Equal("application/problem+json", page.Content.Headers.ContentType?.MediaType);
        var health = await running.HealthAsync("Chat");
        Assert.Equal("Unhealthy", health.GetProperty("checks").GetProperty("database").GetString());
        using var help = await visitor.Http.GetAsync(new Uri("/help-now", UriKind.Relative), Cancel);
        Assert.Equal(HttpStatusCode.OK, help.StatusCode);

        await running.Platform.Postgres.LaunchAsync(Cancel);
        var sequence = await room.PostUntilAcknowledgedAsync(clientId, "Is anybody awake?");
        Assert.Equal(sequence, Assert.Single(await room.StoredAsync([clientId])).Sequence);
        await room.AssertNoGapAsync();
    }

    /// <summary>Somebody in a room, who tries again with the same client id as the page does.</summary>
    private sealed class Room(RunningPlatform running, HubConnection hub, Guid group) : IAsyncDisposable
    {
        private readonly SemaphoreSlim _connecting = new(1, 1);

        public static async Task<Room> OpenAsync(RunningPlatform running, string pseudonym)
        {
            var member = await running.SignedInAsync(pseudonym);
            var group = (await member.Http.GetFromJsonAsync<JsonElement>(new Uri("/api/chat/groups/letting-go-slowly", UriKind.Relative), Cancel)).GetProperty("id").GetGuid();
            var room = new Room(running, running.Hub(member), group);
            await room.ConnectAsync();
            return room;
        }

        public Task<JsonElement> PostAsync(Guid clientId, string body) =>
            hub.InvokeAsync<JsonElement>("Post", new { groupId = group, clientId, body }, Cancel);

        public async Task<long> PostUntilAcknowledgedAsync(Guid clientId, string body)
        {
            long? sequence = null;
            await Eventually.TrueAsync(
                async () =>
                {
                    try
                    {
                        await ConnectAsync();
                        var answer = await PostAsync(clientId, body);
                        if (answer.GetProperty("code").GetString() == "ok")
                            sequence = answer.GetProperty("sequence").GetInt64();
                    }
                    catch (Exception exception) when (exception is HubException or InvalidOperationException or HttpRequestException or IOException or System.Net.WebSockets.WebSocketException or TaskCanceledException)
                    {
                        // The connection is gone; nobody knows whether the post arrived, so it is sent again with the same client id.
                    }

                    return sequence is not null;
                },
                "the message was not acknowledged", TimeSpan.FromSeconds(90));
            return sequence!.Value;
        }

        public async Task<IReadOnlyList<(Guid ClientId, long Sequence)>> StoredAsync(IEnumerable<Guid> clientIds)
        {
            await using var database = NpgsqlDataSource.Create(ChatDatabase);
            await using var command = database.CreateCommand("select client_id, sequence from messages where client_id = any($1)");
            command.Parameters.Add(new() { Value = clientIds.ToArray() });
            await using var reader = await command.ExecuteReaderAsync(Cancel);
            var found = new List<(Guid, long)>();
            while (await reader.ReadAsync(Cancel))
                found.Add((reader.GetGuid(0), reader.GetInt64(1)));
            return found;
        }

        public async Task AssertNoGapAsync()
        {
            await using var database = NpgsqlDataSource.Create(ChatDatabase);
            await using var command = database.CreateCommand(
                "select (select count(*) from entries where group_id = $1), (select max(sequence) from entries where group_id = $1), (select last_sequence from groups where id = $1)");
            command.Parameters.Add(new() { Value = group });
            await using var reader = await command.ExecuteReaderAsync(Cancel);
            Assert.True(await reader.ReadAsync(Cancel));
            Assert.Equal(reader.GetInt64(0), reader.GetInt64(1));
            Assert.Equal(reader.GetInt64(1), reader.GetInt64(2));
        }

        public async ValueTask DisposeAsync()
        {
            await hub.DisposeAsync();
            _connecting.Dispose();
        }

        private string ChatDatabase => new NpgsqlConnectionStringBuilder(running.Platform.Postgres.ConnectionString) { Database = "peersupport_chat", Pooling = false }.ConnectionString;

        private async Task ConnectAsync()
        {
            await _connecting.WaitAsync(Cancel);
            try
            {
                if (hub.State != HubConnectionState.Disconnected)
                    return;
                await hub.StartAsync(Cancel);
                await hub.InvokeAsync<JsonElement>("Join", group, null, Cancel);
            }
            finally
            {
                _connecting.Release();
            }
        }
    }
}
