using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace PeerSupport.Load.Servers;

/// <summary>A line as a plain chat would send it.</summary>
public sealed record BareLine(Guid Id, string Author, DateTimeOffset At, string Body);

/// <summary>A post as a plain chat would take it.</summary>
public sealed record BarePost(Guid GroupId, Guid ClientId, string Body);

/// <summary>A hub as the framework's first page of instructions has it: no database unless it is given one, no checks, no order.</summary>
internal sealed class BareHub(NpgsqlDataSource? database = null) : Hub
{
    public static async Task<int> RunAsync()
    {
        var builder = WebApplication.CreateBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.Services.AddSignalR().AddMessagePackProtocol();
        if (builder.Configuration.GetConnectionString("Database") is { Length: > 0 } database)
            builder.Services.AddSingleton(NpgsqlDataSource.Create(database));
        var app = builder.Build();
        app.MapGet("/ready", () => "ready");
        app.MapHub<BareHub>("/hubs/chat", options => options.Transports = HttpTransportType.WebSockets);
        await app.RunAsync();
        return 0;
    }

    public async Task<string> Join(Guid groupId, long? afterSequence)
    {
        _ = afterSequence;
        await Groups.AddToGroupAsync(Context.ConnectionId, NameOf(groupId));
        return "welcome";
    }

    public async Task<Guid> Post(BarePost post)
    {
        var line = new BareLine(Guid.CreateVersion7(), "Member", DateTimeOffset.UtcNow, post.Body);
        if (database is not null)
        {
            await using var command = database.CreateCommand("insert into messages (id, group_id, author, posted_at, body) values ($1, $2, $3, $4, $5)");
            command.Parameters.AddRange(new NpgsqlParameter[]
            {
                new() { Value = line.Id }, new() { Value = post.GroupId }, new() { Value = line.Author }, new() { Value = line.At }, new() { Value = line.Body },
            });
            await command.ExecuteNonQueryAsync();
        }
        await Clients.Group(NameOf(post.GroupId)).SendAsync("Said", post.GroupId, line);
        return line.Id;
    }

    private static string NameOf(Guid groupId) => groupId.ToString("N");
}
