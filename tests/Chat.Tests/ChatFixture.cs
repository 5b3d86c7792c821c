using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using PeerSupport.Chat.Care;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Groups;
using PeerSupport.Chat.Hubs;
using PeerSupport.Chat.Messages;
using PeerSupport.Chat.Nodes;
using PeerSupport.Contracts;
using PeerSupport.Screening;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests;

/// <summary>The service on a database of its own. Screening is real in what it decides and scripted in what it finds: a word in the text names the finding.</summary>
public sealed class ChatFixture : IAsyncLifetime
{
    internal ChatService Service { get; } = new();

    public async ValueTask InitializeAsync() => await Service.InitializeAsync();

    public async ValueTask DisposeAsync() => await Service.DisposeAsync();

    /// <summary>A new group and its members.</summary>
    internal Task<Guid> GroupAsync(params TestUser[] members) => GroupAsync(Service, members);

    internal static async Task<Guid> GroupAsync(ChatService service, params TestUser[] members) => (await GroupAsync(service, Sample(), members)).Id;

    /// <summary>A new group with settings of its own, and its members.</summary>
    internal static async Task<RoomGroup> GroupAsync(ChatService service, GroupRequest request, params TestUser[] members)
    {
        var slug = $"group-{Guid.NewGuid():N}";
        var described = await service.ClientFor(TestUsers.Admin()).PutAsJsonAsync($"/api/chat/groups/{slug}", request, ServiceDefaults.Json.Options);
        Assert.Equal(HttpStatusCode.OK, described.StatusCode);
        foreach (var member in members)
        {
            var joined = await service.ClientFor(member).PostAsJsonAsync($"/api/chat/groups/{slug}/join", new JoinRequest(1));
            Assert.Equal(HttpStatusCode.OK, joined.StatusCode);
        }

        return (await described.Content.ReadFromJsonAsync<RoomGroup>())!;
    }

    internal static GroupRequest Sample() => new("Waiting", "For people who wait.", "en", null, null, ["Be kind."]);

    /// <summary>A member's open connection, already in the room.</summary>
    internal async Task<RoomClient> EnterAsync(TestUser user, Guid groupId)
    {
        var client = await RoomClient.ConnectAsync(Service.HubFor(user, "/hubs/chat"), groupId);
        await client.JoinAsync();
        return client;
    }

    internal sealed class ChatService : ServiceFactory<Program, ChatDb>
    {
        public FakeTimeProvider Clock { get; } = new(DateTimeOffset.UtcNow);

        /// <summary>Settings of one test, beyond what all have.</summary>
        public Dictionary<string, string> Own { get; } = new() { ["Site:Country"] = "GB" };

        protected override IReadOnlyDictionary<string, string> Settings => Own;

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureTestServices(services =>
            {
                services.Replace(ServiceDescriptor.Singleton(new MessageScreening(Script, NullLogger<MessageScreening>.Instance)));
                services.Replace(ServiceDescriptor.Singleton(provider => ActivatorUtilities.CreateInstance<Memberships>(provider, (TimeProvider)Clock)));
                services.Replace(ServiceDescriptor.Singleton(provider => ActivatorUtilities.CreateInstance<CareWatch>(provider, (TimeProvider)Clock)));
                services.Replace(ServiceDescriptor.Singleton(provider => ActivatorUtilities.CreateInstance<Paces>(provider, (TimeProvider)Clock)));
                services.Replace(ServiceDescriptor.Singleton(provider => ActivatorUtilities.CreateInstance<Presence>(provider, (TimeProvider)Clock)));
                services.Replace(ServiceDescriptor.Scoped(provider => ActivatorUtilities.CreateInstance<MessageChanges>(provider, (TimeProvider)Clock)));
            });
        }

        private static Verdict Script(string text, ScreeningContext context)
        {
            if (text.Contains("BROKEN", StringComparison.Ordinal))
                throw new InvalidOperationException("a rule broke");
            (string Word, string Label, Risk Risk)[] script =
            [
                ("CRISIS", Labels.SelfHarm, Risk.Critical), ("DESPAIR", Labels.SelfHarm, Risk.High), ("ATTACK", Labels.Harassment, Risk.High), ("RUDE", Labels.Harassment, Risk.Medium),
                ("PHONE", Labels.PersonalInformation, Risk.Medium), ("DOSE", Labels.MedicalAdvice, Risk.High), ("CLUMSY", Labels.Harassment, Risk.Low),
                (Match.ModelPrefix + "hunch", Labels.Harassment, Risk.Medium),
            ];
            var found = script.Where(entry => text.Contains(entry.Word, StringComparison.Ordinal))
                .Select(entry => new Match(entry.Word, entry.Label, entry.Risk, text.IndexOf(entry.Word, StringComparison.Ordinal), entry.Word.Length, "Scripted.")).ToList();
            return new([.. found.Select(match => match.Label).Distinct()], found.Select(match => match.Risk).DefaultIfEmpty(Risk.None).Max(), found, "scripted", null);
        }
    }
}

/// <summary>What moderation hears.</summary>
internal static class Told
{
    /// <summary>Of a group's messages up to now.</summary>
    public static ScreenedMessage[] ToldOf(this ServiceFactory<Program, ChatDb> service, Guid groupId) =>
        [.. service.PublishedNow<MessagesScreened>().SelectMany(screened => screened.Messages).Where(message => message.GroupId == groupId)];

    /// <summary>The same, once something in it fits.</summary>
    public static async Task<ScreenedMessage[]> ToldAsync(this ServiceFactory<Program, ChatDb> service, Guid groupId, Func<ScreenedMessage, bool>? fits = null)
    {
        await Eventually.TrueAsync(() => Task.FromResult(service.ToldOf(groupId).Any(fits ?? (_ => true))), "moderation was not told");
        return service.ToldOf(groupId);
    }
}

/// <summary>What one connection says and hears.</summary>
internal sealed class RoomClient : IAsyncDisposable
{
    private readonly HubConnection _hub;

    private RoomClient(HubConnection hub, Guid groupId)
    {
        (_hub, GroupId) = (hub, groupId);
        hub.On<Guid, RoomEntry[]>("Entries", (_, entries) => Array.ForEach(entries, Heard.Enqueue));
        hub.On<Guid, long>("Head", (_, last) => Heads.Enqueue(last));
        hub.On<Guid, HeldMessage>("Held", (_, message) => Held.Enqueue(message));
    }

    public Guid GroupId { get; }

    public ConcurrentQueue<RoomEntry> Heard { get; } = new();

    public ConcurrentQueue<long> Heads { get; } = new();

    public ConcurrentQueue<HeldMessage> Held { get; } = new();

    public static async Task<RoomClient> ConnectAsync(HubConnection hub, Guid groupId)
    {
        await hub.StartAsync();
        return new(hub, groupId);
    }

    public async Task<Joined> JoinAsync(long? after = null) => await _hub.InvokeAsync<Joined>("Join", GroupId, after);

    public async Task<Posted> PostAsync(string body, Guid? clientId = null) =>
        await _hub.InvokeAsync<Posted>("Post", new { GroupId, ClientId = clientId ?? Guid.NewGuid(), Body = body });

    public async Task<T> AskAsync<T>(string method, object request) => await _hub.InvokeAsync<T>(method, request);

    public async Task<Stretch> CatchupAsync(long after) => await _hub.InvokeAsync<Stretch>("Catchup", GroupId, after);

    public async Task<Answer> LeaveAsync() => await _hub.InvokeAsync<Answer>("Leave", GroupId);

    public async Task<Stretch> EarlierAsync(long before) => await _hub.InvokeAsync<Stretch>("Earlier", GroupId, before);

    public async Task<RoomEntry> HearsAsync(Func<RoomEntry, bool> fits)
    {
        await Eventually.TrueAsync(() => Task.FromResult(Heard.Any(fits)), "the entry was not heard");
        return Heard.First(fits);
    }

    public async Task<HeldMessage> IsToldAsync(string state)
    {
        await Eventually.TrueAsync(() => Task.FromResult(Held.Any(held => held.State == state)), $"nothing was told as {state}");
        return Held.First(held => held.State == state);
    }

    public async ValueTask DisposeAsync() => await _hub.DisposeAsync();
}
