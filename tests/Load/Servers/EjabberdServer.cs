using System.Net;
using Npgsql;
using PeerSupport.Load.Chat;

namespace PeerSupport.Load.Servers;

/// <summary>ejabberd (Debian's) with rooms whose messages it keeps in PostgreSQL. Nobody needs an account, and what it would do to slow members down is turned off.</summary>
internal sealed class EjabberdServer(LoadDatabase database, ServerProcess process, Community community, string folder) : IHubServer
{
    private const string Schema = "/usr/share/ejabberd/sql/pg.sql";

    public string Name => "ejabberd";

    public IReadOnlyList<ServerProcess> Processes => [process];

    public IReadOnlyList<HubProtocol> Protocols => [HubProtocol.Xmpp];

    public Community Community => community;

    public static async Task<EjabberdServer> StartAsync(string databaseServer, int groups, int size)
    {
        if (!File.Exists(Schema))
            throw new InvalidOperationException("ejabberd is not installed: apt-get install ejabberd erlang-p1-pgsql.");
        var folder = Directory.CreateTempSubdirectory("load").FullName;
        var database = await LoadDatabase.CreateAsync(databaseServer);
        try
        {
            await database.ExecuteAsync(await File.ReadAllTextAsync(Schema));
            var address = ServerProcess.FreeAddress();
            var file = Path.Combine(folder, "ejabberd.yml");
            await File.WriteAllTextAsync(file, Configuration(address, new(database.ConnectionString)));
            var settings = new Dictionary<string, string>
            {
                ["EJABBERD_CONFIG_PATH"] = file,
                ["EJABBERD_LOG_PATH"] = Path.Combine(folder, "ejabberd.log"),
                ["ERL_LIBS"] = Directory.GetDirectories("/usr/lib", "*-linux-gnu").First(library => Directory.GetDirectories(library, "ejabberd-*").Length > 0),
                ["HOME"] = folder,
            };
            // Without a node name, so that no port mapper is started that would outlive it.
            var process = await ServerProcess.StartAsync(
                ["erl", "-noinput", "+K", "true", "-mnesia", "dir", $"\"{folder}/mnesia\"", "-s", "ejabberd"], settings, ServerProcess.Listens, address);
            return new(database, process, new([.. Enumerable.Range(0, groups).Select(_ => Guid.CreateVersion7())], size, _ => "none"), folder);
        }
        catch
        {
            await database.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await process.DisposeAsync();
        await database.DisposeAsync();
        Directory.Delete(folder, recursive: true);
    }

    private static string Configuration(IPEndPoint address, NpgsqlConnectionStringBuilder database) => $$"""
        hosts: [localhost]
        loglevel: warning
        listen:
          - port: {{address.Port}}
            ip: "{{address.Address}}"
            module: ejabberd_c2s
            max_stanza_size: 262144
            shaper: none
            access: all
        auth_method: [anonymous]
        anonymous_protocol: sasl_anon
        allow_multiple_connections: true
        default_db: sql
        sql_type: pgsql
        sql_server: "{{database.Host}}"
        sql_port: {{database.Port}}
        sql_database: "{{database.Database}}"
        sql_username: "{{database.Username}}"
        sql_password: "{{database.Password}}"
        sql_pool_size: 10
        modules:
          mod_disco: {}
          mod_mam:
            db_type: sql
            default: never
            clear_archive_on_room_destroy: false
          mod_muc:
            db_type: mnesia
            access: all
            access_create: all
            access_persistent: all
            access_mam: all
            history_size: 0
            max_users: 5000
            max_user_conferences: 5000
            min_message_interval: 0
            min_presence_interval: 0
            default_room_options:
              mam: true
              max_users: 5000
              presence_broadcast: []
              allow_subscription: false
        """;
}
