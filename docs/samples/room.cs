// Joins a room, shows what is said and posts what is typed:  SITE=https://example.org TOKEN=… GROUP=… dotnet run room.cs
#:package Microsoft.AspNetCore.SignalR.Client@10.0.*
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

var site = Environment.GetEnvironmentVariable("SITE") ?? "http://localhost:8080";
var token = Environment.GetEnvironmentVariable("TOKEN") ?? throw new InvalidOperationException("Set TOKEN to an access token.");
var group = Guid.Parse(Environment.GetEnvironmentVariable("GROUP") ?? throw new InvalidOperationException("Set GROUP to the id of a group that you belong to."));

await using var hub = new HubConnectionBuilder().WithUrl($"{site}/hubs/chat", options =>
{
    options.Transports = HttpTransportType.WebSockets;
    options.SkipNegotiation = true;
    options.AccessTokenProvider = () => Task.FromResult<string?>(token);
}).Build();

var last = 0L;
var turn = new SemaphoreSlim(1, 1);
hub.On<Guid, Entry[]>("Entries", (_, entries) => Task.Run(() => TakeAsync(entries)));
hub.On<Guid, long>("Head", (_, head) => Task.Run(() => TakeAsync([], head)));
hub.On<Guid, Held>("Held", (_, held) => Console.WriteLine($"[{held.State}] {held.Why}"));
var closed = new TaskCompletionSource();
hub.Closed += _ => { closed.TrySetResult(); return Task.CompletedTask; };

await hub.StartAsync();
var joined = await hub.InvokeAsync<Stretch>("Join", group, null);
if (joined.Code != "ok")
    throw new InvalidOperationException(joined.Message);
Show(joined.Entries!);
last = joined.LastSequence;

while (!closed.Task.IsCompleted && await Console.In.ReadLineAsync() is { } body)
{
    // The id is made once for each post, so a second sending of it is never a second message.
    var post = new { GroupId = group, ClientId = Guid.CreateVersion7(), Body = body };
    for (var answer = await PostAsync(post); answer.Code is "busy" or "unavailable" or "too_fast"; answer = await PostAsync(post))
        await Task.Delay(TimeSpan.FromSeconds(answer.RetryAfter ?? 2));
}

async Task<Answer> PostAsync(object post)
{
    var answer = await hub.InvokeAsync<Posted>("Post", post);
    if (answer.Code != "ok")
        Console.WriteLine($"[{answer.Code}] {answer.Message}");
    foreach (var line in answer.Support?.Lines ?? [])
        Console.WriteLine($"[help] {line.Name}: {line.Number}");
    return answer;
}

// Each number once and in order. Where one is missing the log itself is asked.
async Task TakeAsync(Entry[] entries, long head = 0)
{
    await turn.WaitAsync();
    try
    {
        foreach (var entry in entries.Where(entry => entry.Sequence == last + 1))
            Take([entry]);
        for (var more = Math.Max(head, entries.Select(entry => entry.Sequence).DefaultIfEmpty().Max()) > last; more;)
        {
            var stretch = await hub.InvokeAsync<Stretch>("Catchup", group, last);
            Take(stretch.Entries ?? []);
            more = stretch.More;
        }
    }
    finally
    {
        turn.Release();
    }
}

void Take(Entry[] entries)
{
    Show(entries);
    last = entries.Select(entry => entry.Sequence).DefaultIfEmpty(last).Max();
}

void Show(Entry[] entries)
{
    foreach (var entry in entries.Where(entry => entry.Body is not null))
        Console.WriteLine($"{entry.Sequence} {entry.Author}: {entry.Body}");
}

record Entry(long Sequence, string Kind, Guid MessageId, string Author, string? Body);
record Answer(string Code, string? Message, int? RetryAfter);
record Stretch(string Code, string? Message, Entry[]? Entries, long LastSequence, bool More);
record Line(string Name, string? Number);
record Support(Line[] Lines);
record Posted(string Code, string? Message, int? RetryAfter, Support? Support) : Answer(Code, Message, RetryAfter);
record Held(Guid MessageId, string State, string? Why);
