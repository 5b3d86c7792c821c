using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.Extensions.DependencyInjection;
using PeerSupport.Local;
using PeerSupport.ServiceDefaults;
using PeerSupport.TestKit;

[assembly: AssemblyFixture(typeof(PeerSupport.Platform.Tests.RunningPlatform))]

// One platform for all, and some tests break it.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace PeerSupport.Platform.Tests;

/// <summary>Every service as its own process, on the real PostgreSQL and RabbitMQ, behind the gateway, seeded as the local run is.</summary>
public sealed class RunningPlatform : IAsyncLifetime
{
    private StateFolder _state = null!;

    public Local.Platform Platform { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        // Servers of its own: these tests end them.
        var checkout = Checkout.Find();
        _state = await StateFolder.TakeAsync(checkout, "platform-tests", _ => { });
        _state.Clear();
        Platform = await Local.Platform.StartAsync(checkout, _state.Path, _ => { }, ownServers: true, Unlimited);
        await Seed.RunAsync(Platform, _ => { }, CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await Platform.DisposeAsync();
        _state.Dispose();
    }

    // Every visitor of the tests comes from one address, and writes faster than people do.
    private static Dictionary<string, string> Unlimited => new()
    {
        ["Limits__RequestsPerMinute"] = "1000000",
        ["Limits__AccountPostsPerMinute"] = "1000000",
        ["Limits__MemberWritesPerMinute"] = "1000000",
        ["Chat__PostsPerMinute"] = "1000000",
        ["Chat__PostsAtOnce"] = "1000000",
    };

    /// <summary>Somebody who has signed in through the pages.</summary>
    public async Task<Visitor> SignedInAsync(string pseudonym)
    {
        var visitor = new Visitor(Platform.PublicOrigin);
        await visitor.SignInAsync(pseudonym, DemoAccounts.Password);
        return visitor;
    }

    /// <summary>A connection to the chat hub through the gateway, with the cookie of a browser.</summary>
    public HubConnection Hub(Visitor visitor) => new HubConnectionBuilder()
        .WithUrl(new Uri(Platform.PublicOrigin + "/hubs/chat"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
            options.Cookies = visitor.Cookies;
            options.Headers["Origin"] = Platform.PublicOrigin;
        })
        .AddJsonProtocol(options => Json.Apply(options.PayloadSerializerOptions))
        .Build();

    /// <summary>What a service says of itself: its state and that of each part.</summary>
    public async Task<JsonElement> HealthAsync(string service)
    {
        using var http = new HttpClient();
        using var answer = await http.GetAsync(new Uri(Platform.Address(service), "/health/ready"));
        return await answer.Content.ReadFromJsonAsync<JsonElement>();
    }

    /// <summary>The open case about a message, once there is one.</summary>
    public static async Task<Guid> CaseOfAsync(Visitor moderator, Guid messageId)
    {
        Guid? found = null;
        await Eventually.TrueAsync(
            async () =>
            {
                var cases = await moderator.Http.GetFromJsonAsync<JsonElement>(new Uri("/api/moderation/cases?state=open", UriKind.Relative));
                foreach (var id in cases.EnumerateArray().Select(item => item.GetProperty("id").GetGuid()))
                {
                    var detail = await moderator.Http.GetFromJsonAsync<JsonElement>(new Uri($"/api/moderation/cases/{id}", UriKind.Relative));
                    if (detail.GetProperty("messageId").GetGuid() == messageId)
                        found = id;
                }

                return found is not null;
            },
            "the held message did not become a case", TimeSpan.FromSeconds(60));
        return found!.Value;
    }
}
