using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace PeerSupport.Load.Servers;

/// <summary>The chat service as it runs in production: migrated, on a real broker, with screening, the outbox and its relay. Only the limits on posting are lifted.</summary>
internal sealed class ChatServer(Issuer issuer, LoadDatabase database, ServerProcess process, Community community) : IHubServer
{
    public string Name => "chat";

    public ServerProcess Process => process;

    public Community Community => community;

    public static async Task<ChatServer> StartAsync(string databaseServer, string broker, int groups, int size)
    {
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../../../../services/Chat/bin", Configuration, "net10.0/PeerSupport.Chat.dll"));
        var issuer = await Issuer.StartAsync();
        LoadDatabase? database = null;
        ServerProcess? process = null;
        try
        {
            database = await LoadDatabase.CreateAsync(databaseServer);
            var settings = new Dictionary<string, string>
            {
                ["ConnectionStrings__Database"] = database.ConnectionString,
                ["ConnectionStrings__RabbitMq"] = broker,
                ["PublicOrigin"] = issuer.Origin,
                ["Services__Identity"] = issuer.Origin,
                ["Chat__PostsPerMinute"] = "1000000",
                ["Chat__PostsAtOnce"] = "1000000",
                ["Logging__LogLevel__Default"] = "Warning",
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "",
            };
            await ServerProcess.RunAsync(program, ["migrate"], new(settings));
            process = await ServerProcess.StartAsync(program, [], settings, "/health/ready");
            var members = Enumerable.Range(0, groups * size).Select(_ => Guid.CreateVersion7()).ToArray();
            var rooms = await FoundAsync(process, issuer, database, groups, size, members);
            var tokens = members.Select((member, i) => issuer.Token(member, $"Member {i}", "member")).ToArray();
            return new(issuer, database, process, new(rooms, size, i => tokens[i]));
        }
        catch
        {
            if (process is not null)
                await process.DisposeAsync();
            if (database is not null)
                await database.DisposeAsync();
            await issuer.DisposeAsync();
            throw;
        }
    }

    public async Task<string?> FinishAsync()
    {
        var waiting = await database.ReadAsync<long>("select count(*) from outbox_messages");
        var since = Stopwatch.StartNew();
        while (await database.ReadAsync<bool>("select exists (select 1 from outbox_messages)") && since.Elapsed < TimeSpan.FromSeconds(60))
            await Task.Delay(100);
        return waiting == 0 ? null : string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{waiting} events were still in the outbox; it was empty after {since.Elapsed.TotalSeconds:0.0} s");
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        await database.DisposeAsync();
        await issuer.DisposeAsync();
    }

    private static readonly string[] Charter = ["Be kind."];

    private static string Configuration => Path.GetFileName(Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory))!);

    /// <summary>Groups as an admin makes them; memberships straight into the database, because a thousand agreements to a charter are not what is measured.</summary>
    private static async Task<Guid[]> FoundAsync(ServerProcess process, Issuer issuer, LoadDatabase database, int groups, int size, Guid[] members)
    {
        using var admin = new HttpClient { BaseAddress = new($"http://{process.Address}") };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token(Guid.CreateVersion7(), "Load", "member", "admin"));
        var rooms = new Guid[groups];
        for (var i = 0; i < groups; i++)
        {
            var answer = await admin.PutAsJsonAsync($"/api/chat/groups/load-{i}", new { Name = $"Load {i}", Purpose = "To be measured.", Language = "en", Charter });
            answer.EnsureSuccessStatusCode();
            rooms[i] = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        }
        await database.ExecuteAsync(
            "insert into memberships (group_id, member_id, charter_version, joined_at) select g, m, 1, now() from unnest($1, $2) as belonging(g, m)",
            members.Select((_, i) => rooms[i / size]).ToArray(), members);
        return rooms;
    }
}
