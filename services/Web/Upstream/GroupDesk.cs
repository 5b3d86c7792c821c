using System.Text.Json.Nodes;
using PeerSupport.ServiceDefaults;

namespace PeerSupport.Web.Upstream;

/// <summary>What those who hold a group do, and what admins do with all of them.</summary>
public sealed class GroupDesk(HttpClient http)
{
    /// <summary>Null when the reader does not hold this group.</summary>
    public async Task<IReadOnlyList<OpenRequest>?> Requests(string slug) => await http.FindAsync<OpenRequest[]>(Path(slug, "/requests"));

    public Task<Sent<object>> Answer(string slug, Guid member, bool accepted, string? words) =>
        http.SendAsync<object>(HttpMethod.Post, Path(slug, $"/requests/{member}"), new { Accepted = accepted, Words = words });

    /// <summary>Null when the reader makes no links for this group.</summary>
    public async Task<IReadOnlyList<InvitationSummary>?> Invitations(string slug) => await http.FindAsync<InvitationSummary[]>(Path(slug, "/invitations"));

    public Task<Sent<NewInvitation>> Invite(string slug, int days, int uses) =>
        http.SendAsync<NewInvitation>(HttpMethod.Post, Path(slug, "/invitations"), new { Days = days, Uses = uses });

    public Task<Sent<object>> Revoke(string slug, Guid invitation) => http.SendAsync<object>(HttpMethod.Delete, Path(slug, $"/invitations/{invitation}"));

    /// <summary>How first words fared over the last 30 days; null when the reader does not hold this group.</summary>
    public Task<CareInsight?> Care(string slug) => http.FindAsync<CareInsight>(Path(slug, "/care"));

    /// <summary>Null when the reader does not hold this group.</summary>
    public Task<Page<GroupPerson>?> People(string slug, string? after) =>
        http.FindAsync<Page<GroupPerson>>(Path(slug, "/people" + (after is null ? "" : $"?after={Uri.EscapeDataString(after)}")));

    public Task<Sent<object>> Remove(string slug, Guid member, string? reason) =>
        http.SendAsync<object>(HttpMethod.Post, Path(slug, $"/people/{member}/remove"), new { Reason = reason });

    public Task<Sent<object>> NameFacilitator(string slug, string? pseudonym) =>
        http.SendAsync<object>(HttpMethod.Post, Path(slug, "/facilitators"), new { Pseudonym = pseudonym });

    public Task<Sent<object>> UnnameFacilitator(string slug, Guid member) => http.SendAsync<object>(HttpMethod.Delete, Path(slug, $"/facilitators/{member}"));

    /// <summary>Where the team is asked in the place of facilitators; nothing where chat is away.</summary>
    public Task<IReadOnlyList<UnheldGroup>> Unheld() => http.ListOrNothingAsync<UnheldGroup>("unheld");

    public async Task<Page<GroupRow>> All(string? after) =>
        await http.FindAsync<Page<GroupRow>>("admin/groups" + (after is null ? "" : $"?after={Uri.EscapeDataString(after)}")) ?? new([], null);

    public Task<GroupSettings?> Settings(string slug) => http.FindAsync<GroupSettings>(Path(slug, "/settings"));

    /// <summary>Over the version that <paramref name="etag"/> names; without one only a group that is new.</summary>
    public Task<Sent<object>> Save(string slug, JsonObject group, string? etag) =>
        http.SendAsync<object>(HttpMethod.Put, Path(slug, ""), group, request => request.Headers.TryAddWithoutValidation(etag is null ? "If-None-Match" : "If-Match", etag ?? "*"));

    public Task<Sent<object>> Close(string slug, bool isClosed) => http.SendAsync<object>(HttpMethod.Post, Path(slug, isClosed ? "/archive" : "/reopen"));

    public Task<Sent<object>> Propose(JsonObject group) => http.SendAsync<object>(HttpMethod.Post, "proposals", group);

    public Task<IReadOnlyList<Proposal>> MyProposals() => http.ListOrNothingAsync<Proposal>("proposals/mine");

    public Task<IReadOnlyList<Proposal>> Proposals() => http.ListOrNothingAsync<Proposal>("proposals");

    public Task<Sent<object>> Approve(Guid id, string? slug, string? words) => http.SendAsync<object>(HttpMethod.Post, $"proposals/{id}/approve", new { Slug = slug, Words = words });

    public Task<Sent<object>> Decline(Guid id, string? words) => http.SendAsync<object>(HttpMethod.Post, $"proposals/{id}/decline", new { Words = words });

    private static string Path(string slug, string rest) => $"groups/{Uri.EscapeDataString(slug)}{rest}";
}
