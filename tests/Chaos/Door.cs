using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace PeerSupport.Chaos;

/// <summary>Takes members out of their groups, and lets some go and come back, through either node and whatever is broken at the moment.</summary>
internal sealed class Door(World world, Func<Guid, string> token, Random random) : IDisposable
{
    private readonly HttpClient _http = new() { Timeout = TimeSpan.FromSeconds(10) };

    public int Removed { get; private set; }

    public int Returned { get; private set; }

    public async Task RemoveAsync(Person person, string slug, CancellationToken cancellationToken)
    {
        await AskAsync(Guid.Empty, $"/api/chat/groups/{slug}/people/{person.Diary.MemberId}/remove", new { Reason = "To see that it holds." }, cancellationToken);
        await NoteAsync(person, cancellationToken);
        Removed++;
    }

    public async Task LeaveAndReturnAsync(Person person, string slug, CancellationToken cancellationToken)
    {
        var member = person.Diary.MemberId;
        await AskAsync(member, $"/api/chat/groups/{slug}/leave", null, cancellationToken);
        await NoteAsync(person, cancellationToken);
        await Task.Delay(TimeSpan.FromSeconds(4), cancellationToken);
        person.Diary.Returned(Stopwatch.GetTimestamp());
        await AskAsync(member, $"/api/chat/groups/{slug}/join", new { CharterVersion = 1 }, cancellationToken);
        person.OpenAnew();
        Returned++;
    }

    public void Dispose() => _http.Dispose();

    /// <summary>From the moment in which it is confirmed on, what is written next is none of their business.</summary>
    private async Task NoteAsync(Person person, CancellationToken cancellationToken)
    {
        var at = Stopwatch.GetTimestamp();
        person.FallSilent();
        var last = await world.ReadAsync("select last_sequence from groups where id = $1", row => row.GetInt64(0), cancellationToken, person.Diary.GroupId);
        person.Diary.Left(new(at, null, last[0]));
    }

    /// <summary>Again and again until the service says that it is done. Not found says that it was done before, and that the answer was lost.</summary>
    private async Task AskAsync(Guid member, string path, object? body, CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            try
            {
                using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(world.Chat[random.Next(2)].Address, path)) { Content = body is null ? null : JsonContent.Create(body) };
                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token(member));
                using var answer = await _http.SendAsync(request, cancellationToken);
                if (answer.IsSuccessStatusCode || answer.StatusCode == HttpStatusCode.NotFound)
                    return;
                if ((int)answer.StatusCode is >= 400 and < 500 and not (401 or 429))
                    throw new InvalidOperationException($"{path} was refused: {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync(cancellationToken)}");
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException or IOException && !cancellationToken.IsCancellationRequested)
            {
                // Something is down; that it is done is what has to be known.
            }
            await Task.Delay(300, cancellationToken);
        }
    }
}
