namespace PeerSupport.Web.Upstream;

/// <summary>Somebody whom the reader has muted or blocked.</summary>
public sealed record BlockedMember(Guid MemberId, string Pseudonym, string Kind, DateTimeOffset Since);

/// <summary>Groups and memberships. What is said in a room travels over the hub and never through here.</summary>
public sealed class ChatClient(HttpClient http)
{
    /// <summary>A few of the directory; nothing where chat is away.</summary>
    public Task<IReadOnlyList<GroupListing>> GroupsOrNothing() => Reading.OrNothingAsync(async () => (await Groups("")).Items);

    /// <param name="query">The search, as the query of an address without its question mark.</param>
    public async Task<GroupDirectory> Groups(string query)
    {
        using var response = await http.GetAsync($"groups?{query}");
        // An address that somebody has typed over: the whole directory says more than an error.
        if (response.StatusCode is System.Net.HttpStatusCode.BadRequest)
            return query.Length == 0 ? GroupDirectory.Empty : await Groups("");
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<GroupDirectory>(ServiceDefaults.Json.Options) ?? GroupDirectory.Empty;
    }

    public Task<Group?> Group(string slug, string? invitation = null) =>
        http.FindAsync<Group>(Path(slug, invitation is null ? "" : $"?invitation={Uri.EscapeDataString(invitation)}"));

    public Task<IReadOnlyList<MyGroup>> Mine() => http.ListOrNothingAsync<MyGroup>("me/groups");

    public Task<IReadOnlyList<MyApplication>> MyApplications() => http.ListOrNothingAsync<MyApplication>("me/applications");

    public Task<Sent<JoinAnswer>> Join(string slug, long charterVersion, string? answer, string? invitation) =>
        http.SendAsync<JoinAnswer>(HttpMethod.Post, Path(slug, "/join"), new { CharterVersion = charterVersion, Answer = answer, Invitation = invitation });

    public Task<Sent<object>> Leave(string slug) => http.SendAsync<object>(HttpMethod.Post, Path(slug, "/leave"));

    public Task<IReadOnlyList<BlockedMember>> Blocks() => http.ListOrNothingAsync<BlockedMember>("me/blocks");

    public async Task Unblock(Guid memberId)
    {
        using var response = await http.DeleteAsync($"me/blocks/{memberId}");
        response.EnsureSuccessStatusCode();
    }

    private static string Path(string slug, string rest) => $"groups/{Uri.EscapeDataString(slug)}{rest}";
}
