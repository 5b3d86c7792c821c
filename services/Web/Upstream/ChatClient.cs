namespace PeerSupport.Web.Upstream;

/// <summary>A group in the directory.</summary>
public sealed record GroupSummary(Guid Id, string Slug, string Name, string Purpose, string? Language, string? Topic);

/// <summary>A group with its charter.</summary>
public sealed record Group(
    Guid Id, string Slug, string Name, string Purpose, string? Language, string? Topic,
    IReadOnlyList<string>? Charter, IReadOnlyList<string>? Facilitators, string? Cover, bool IsMember);

/// <summary>Somebody whom the reader has muted or blocked.</summary>
public sealed record BlockedMember(Guid MemberId, string Pseudonym, string Kind, DateTimeOffset Since);

/// <summary>Groups and memberships. What is said in a room travels over the hub and never through here.</summary>
public sealed class ChatClient(HttpClient http)
{
    public Task<IReadOnlyList<GroupSummary>> GroupsOrNothing() => http.ListOrNothingAsync<GroupSummary>("groups");

    public async Task<IReadOnlyList<GroupSummary>> Groups() => await http.FindAsync<GroupSummary[]>("groups") ?? [];

    public Task<Group?> Group(string slug) => http.FindAsync<Group>($"groups/{Uri.EscapeDataString(slug)}");

    public Task<IReadOnlyList<GroupSummary>> Mine() => http.ListOrNothingAsync<GroupSummary>("me/groups");

    public Task Join(string slug) => Post($"groups/{Uri.EscapeDataString(slug)}/join");

    public Task Leave(string slug) => Post($"groups/{Uri.EscapeDataString(slug)}/leave");

    public Task<IReadOnlyList<BlockedMember>> Blocks() => http.ListOrNothingAsync<BlockedMember>("me/blocks");

    public async Task Unblock(Guid memberId)
    {
        using var response = await http.DeleteAsync($"me/blocks/{memberId}");
        response.EnsureSuccessStatusCode();
    }

    private async Task Post(string path)
    {
        using var response = await http.PostAsync(path, null);
        response.EnsureSuccessStatusCode();
    }
}
