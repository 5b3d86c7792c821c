using PeerSupport.ServiceDefaults;

namespace PeerSupport.Web.Upstream;

/// <summary>Something that the site has to tell a member.</summary>
public sealed record InboxItem(Guid Id, string Kind, string Title, string Body, string? Link, DateTimeOffset At, bool Read);

/// <summary>The member's own inbox.</summary>
public sealed class InboxClient(HttpClient http)
{
    public async Task<Page<InboxItem>> Items(string? before) =>
        await http.FindAsync<Page<InboxItem>>(before is null ? "inbox" : $"inbox?before={Uri.EscapeDataString(before)}") ?? new([], null);

    /// <summary>Whether something is unread; a page that shows it does without when the service is away.</summary>
    public async Task<bool> AnyUnread()
    {
        try
        {
            return await http.FindAsync<Unread>("inbox/unread") is { Any: true };
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            return false;
        }
    }

    public async Task ReadAll()
    {
        using var response = await http.PostAsync("inbox/read-all", null);
        response.EnsureSuccessStatusCode();
    }

    private sealed record Unread(bool Any);
}
