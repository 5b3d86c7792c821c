using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Npgsql;
using PeerSupport.Local;

namespace PeerSupport.TestKit;

/// <summary>The chat service as a program on a real database and broker, with an <see cref="Issuer"/> in the place of identity.</summary>
public static class StandaloneChat
{
    private static readonly string[] Charter = ["Be kind."];

    /// <summary>The settings of a node, for its environment.</summary>
    public static Dictionary<string, string> Settings(string database, string broker, Issuer issuer) => new()
    {
        ["ConnectionStrings__Database"] = database,
        ["ConnectionStrings__RabbitMq"] = broker,
        ["PublicOrigin"] = issuer.Origin,
        ["Services__Identity"] = issuer.Origin,
        ["Logging__LogLevel__Default"] = "Warning",
        ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "",
    };

    /// <summary>The settings of a gateway in front of one node, which has nothing else behind it.</summary>
    public static Dictionary<string, string> GatewaySettings(string database, string broker, Issuer issuer, Uri chat, string keys)
    {
        var settings = Settings(database, broker, issuer);
        foreach (var service in Definitions.All.Select(definition => definition.Name))
            settings[$"Services__{service}"] = service == "Chat" ? chat.ToString() : issuer.Origin;
        settings["Gateway__ClientSecret"] = "tests";
        settings["Keys__Directory"] = keys;
        // Everybody here comes from one address.
        settings["Limits__RequestsPerMinute"] = "1000000";
        return settings;
    }

    /// <summary>
    /// Groups as an admin makes them, <c>room-0</c> and so on; memberships straight into the database, because a thousand agreements to a charter are not
    /// what is looked at.
    /// </summary>
    /// <param name="node">The service.</param>
    /// <param name="issuer">Whom it believes.</param>
    /// <param name="database">The service's database.</param>
    /// <param name="groups">How many.</param>
    /// <param name="members">Who belongs to them: the first ones to the first group, each to one and the same number to each.</param>
    /// <returns>The ids of the groups.</returns>
    public static async Task<Guid[]> FoundAsync(Uri node, Issuer issuer, string database, int groups, Guid[] members)
    {
        using var admin = new HttpClient { BaseAddress = node };
        admin.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", issuer.Token(Guid.CreateVersion7(), "Odile", "member", "admin"));
        var rooms = new Guid[groups];
        for (var i = 0; i < groups; i++)
        {
            var answer = await admin.PutAsJsonAsync($"/api/chat/groups/room-{i}", new { Name = "A room", Purpose = "To be looked at.", Language = "en", Charter });
            answer.EnsureSuccessStatusCode();
            rooms[i] = (await answer.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("id").GetGuid();
        }

        var size = members.Length / groups;
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(database) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "insert into memberships (group_id, member_id, charter_version, joined_at) select g, m, 1, now() from unnest($1, $2) as belonging(g, m)", connection);
        command.Parameters.Add(new() { Value = members.Select((_, i) => rooms[i / size]).ToArray() });
        command.Parameters.Add(new() { Value = members });
        await command.ExecuteNonQueryAsync();
        return rooms;
    }
}
