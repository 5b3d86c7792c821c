using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using PeerSupport.Load.Servers;

namespace PeerSupport.Load.Chat;

/// <summary>
/// How long a room takes to open, to catch up and to page back, in a log of ten thousand messages and in one of ten million: the same service and the same
/// number of groups, one after the other in turns.
/// </summary>
internal sealed class HistoryCommand(LoadOptions options, TextWriter output)
{
    private const int Groups = 100;
    private const int Few = 10_000;

    private const string Fill = """
        set synchronous_commit = off;
        create temporary table ids as select g.id as group_id, s.sequence, gen_random_uuid() as id
            from groups g cross join generate_series(1, EACH) as s(sequence) order by s.sequence, g.id;
        insert into messages (id, group_id, author_id, client_id, body, posted_at, sequence, state, revision, handling, folded, under_review, language, mentions)
            select i.id, i.group_id, b.member_id, gen_random_uuid(), t.body, now() - interval '1 year' + i.sequence * interval '1 second', i.sequence, 'visible', 0,
                'delivered', false, false, 'en', '{}'
            from ids i join memberships b on b.group_id = i.group_id join load_texts t on t.number = i.sequence % (select count(*) from load_texts);
        insert into entries (group_id, sequence, kind, message_id, author_id, at)
            select i.group_id, i.sequence, 'post', i.id, b.member_id, now() from ids i join memberships b on b.group_id = i.group_id;
        update groups g set last_sequence = s.last from (select group_id, max(sequence) as last from ids group by group_id) s where g.id = s.group_id;
        drop table ids;
        """;

    private static readonly string[] Calls = ["open", "catch up 100", "page back", "look around"];

    public async Task<int> RunAsync()
    {
        var many = options.Number("messages", 10_000_000);
        var sizes = new[] { Few, many };
        var times = sizes.ToDictionary(size => size, _ => Calls.ToDictionary(call => call, _ => new List<Histogram>()));
        var servers = new List<(int Size, ChatServer Server)>();
        try
        {
            foreach (var size in sizes)
            {
                servers.Add((size, await ChatServer.StartAsync(LoadOptions.Database, LoadOptions.Broker, Groups, 1)));
                await FillAsync(servers[^1].Server.Database, size / Groups);
            }
            foreach (var (size, server) in servers)
                await MeasureAsync(server, size / Groups, options.Number("warmup", 500), (_, _) => { });
            for (var round = 1; round <= options.Rounds; round++)
                foreach (var (size, server) in servers)
                {
                    var histograms = Calls.ToDictionary(call => call, _ => new Histogram());
                    await MeasureAsync(server, size / Groups, options.Number("calls", 2000), (call, time) => histograms[call].Add((long)time.TotalMicroseconds));
                    foreach (var call in Calls)
                        times[size][call].Add(histograms[call]);
                }
        }
        finally
        {
            foreach (var (_, server) in servers)
                await server.DisposeAsync();
        }
        Summarise(times, many);
        return 0;
    }

    private void Summarise(Dictionary<int, Dictionary<string, List<Histogram>>> times, int many)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\n{Groups} groups, {options.Rounds} rounds, medians (lowest to highest), ms"));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| call | p50 at {Few:N0} messages | p50 at {many:N0} | p99 at {Few:N0} | p99 at {many:N0} | ratio of p99 |\n|---|---|---|---|---|---|"));
        foreach (var call in Calls)
        {
            var (few, most) = (times[Few][call], times[many][call]);
            var ratio = RampCommand.Median(At(most, 99)) / RampCommand.Median(At(few, 99));
            output.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"| {call} | {Spread(few, 50)} | {Spread(most, 50)} | {Spread(few, 99)} | {Spread(most, 99)} | {ratio:0.00} |"));
        }
    }

    private static List<double> At(List<Histogram> rounds, double percent) => [.. rounds.Select(round => round.At(percent))];

    private static string Spread(List<Histogram> rounds, double percent) => RampCommand.Spread(At(rounds, percent), "0.00");

    /// <summary>Everyday words in each group, straight into the tables, and the statistics that PostgreSQL plans by.</summary>
    private async Task FillAsync(LoadDatabase database, int each)
    {
        var since = Stopwatch.StartNew();
        await database.ExecuteAsync("create table load_texts as select number - 1 as number, body from unnest($1) with ordinality as t(body, number)", (object)Corpus.Messages(256, 190).ToArray());
        await database.ExecuteAsync(Fill.Replace("EACH", each.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal));
        await database.ExecuteAsync("vacuum analyze");
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{each * Groups:N0} messages are stored after {since.Elapsed.TotalSeconds:0} s"));
    }

    private static async Task MeasureAsync(ChatServer server, int each, int calls, Action<string, TimeSpan> took)
    {
        var random = new Random(each);
        var hubs = new HubConnection[Groups];
        for (var group = 0; group < Groups; group++)
        {
            var token = server.Community.Token(group);
            hubs[group] = new HubConnectionBuilder().WithUrl($"http://{server.Doors[0]}/hubs/chat", connection =>
            {
                connection.Transports = HttpTransportType.WebSockets;
                connection.SkipNegotiation = true;
                connection.AccessTokenProvider = () => Task.FromResult<string?>(token);
            }).Build();
            await hubs[group].StartAsync();
        }
        for (var i = 0; i < calls; i++)
        {
            var group = random.Next(Groups);
            var (hub, id) = (hubs[group], server.Community.Groups[group]);
            await TimeAsync(Calls[0], () => hub.InvokeAsync<object>("Join", id, (long?)null));
            await TimeAsync(Calls[1], () => hub.InvokeAsync<object>("Catchup", id, Math.Max(0L, each - 100)));
            await TimeAsync(Calls[2], () => hub.InvokeAsync<object>("Earlier", id, random.NextInt64(1, each + 1)));
            await TimeAsync(Calls[3], () => hub.InvokeAsync<object>("Around", new { GroupId = id, Sequence = random.NextInt64(1, each + 1) }));
        }
        foreach (var hub in hubs)
            await hub.DisposeAsync();

        async Task TimeAsync(string call, Func<Task> act)
        {
            var since = Stopwatch.GetTimestamp();
            await act();
            took(call, Stopwatch.GetElapsedTime(since));
        }
    }
}
