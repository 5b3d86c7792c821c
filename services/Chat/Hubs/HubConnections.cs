using System.Security.Claims;
using Microsoft.AspNetCore.Authentication.JwtBearer;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using PeerSupport.Chat.Groups;
using PeerSupport.Chat.Nodes;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Chat.Hubs;

/// <summary>How connections to the hub are made and kept.</summary>
internal static class HubConnections
{
    private const string Path = "/hubs/chat";
    private const int FrameLimit = 64 * 1024;

    public static void AddChatHub(this WebApplicationBuilder builder)
    {
        builder.Services.AddSignalR(options =>
        {
            options.MaximumReceiveMessageSize = FrameLimit;
            options.AddFilter<UnavailableFilter>();
        }).AddJsonProtocol(options => Json.Apply(options.PayloadSerializerOptions)).AddMessagePackProtocol();
        builder.Services.AddSingleton<IUserIdProvider, SubjectProvider>();
        builder.Services.AddSingleton<UnavailableFilter>();
        builder.Services.AddSingleton<Rooms>();
        builder.Services.AddSingleton<NodeExchange>();
        builder.Services.AddSingleton<Presence>();
        builder.Services.AddSingleton<Departures>();
        builder.Services.AddSingleton<Broadcaster>();
        builder.Services.AddHostedService(services => services.GetRequiredService<NodeExchange>());
        builder.Services.AddHostedService(services => services.GetRequiredService<Presence>());
        builder.Services.AddHostedService<Beacon>();
        builder.Services.AddSingleton<OpenConnections>();
        builder.Services.AddSingleton<Paces>();
        builder.Services.PostConfigure<JwtBearerOptions>(JwtBearerDefaults.AuthenticationScheme, options =>
        {
            options.Events ??= new();
            var before = options.Events.OnMessageReceived;
            options.Events.OnMessageReceived = async context =>
            {
                await before(context);
                // A WebSocket of a browser cannot carry a header. Behind the gateway it never needs to; a client of its own kind may use the query.
                if (context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal) && string.IsNullOrEmpty(context.Request.Headers.Authorization))
                    context.Token ??= context.Request.Query["access_token"];
            };
        });
    }

    public static void UseHubOrigin(this WebApplication app)
    {
        var origin = app.Configuration.PublicOrigin();
        app.UseWhen(context => context.Request.Path.StartsWithSegments(Path, StringComparison.Ordinal), branch => branch.Use(async (context, next) =>
        {
            // Cookies travel with a WebSocket from any page (cross-site WebSocket hijacking). The gateway checks this too; here it costs nothing.
            if (context.Request.Headers.Origin is [{ } from, ..] && !string.Equals(from, origin, StringComparison.OrdinalIgnoreCase))
            {
                context.Response.StatusCode = StatusCodes.Status403Forbidden;
                return;
            }

            await next(context);
        }));
    }

    public static void MapChatHub(this WebApplication app) => app.MapHub<ChatHub>(Path, options =>
    {
        options.Transports = HttpTransportType.WebSockets;
        options.CloseOnAuthenticationExpiration = true;
        options.ApplicationMaxBufferSize = FrameLimit;
        options.TransportMaxBufferSize = FrameLimit;
    });

    private sealed class SubjectProvider : IUserIdProvider
    {
        public string? GetUserId(HubConnectionContext connection) => connection.User.FindFirstValue("sub");
    }
}
