using System.Net.Http.Json;
using PeerSupport.Local;
using PeerSupport.Platform.Tests;

namespace PeerSupport.Browser.Tests;

/// <summary>Every test talks in a group of its own, so that none reads what another wrote.</summary>
internal static class Groups
{
    /// <summary>Makes a group as an admin does and returns its address.</summary>
    public static async Task<string> FoundAsync(RunningPlatform running, string name, string purpose = "For the length of a test.", string admission = "open", string? question = null)
    {
        var slug = $"{name.ToLowerInvariant().Replace(' ', '-')}-{Guid.NewGuid().ToString("N")[..6]}";
        using var admin = await running.SignedInAsync(DemoAccounts.Admin);
        using var answer = await admin.Http.PutAsJsonAsync(new Uri("/api/chat/groups/" + slug, UriKind.Relative), new
        {
            name,
            purpose,
            language = "en",
            admission,
            question,
            topic = "Attachment styles",
            charter = (string[])
            [
                "Write about yourself, and to others as you would want to be written to.",
                "No advice unless somebody asks for it. A question is always allowed.",
                "Disagree with a thought, never with a person.",
                "What is said here stays here.",
            ],
        });
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
        return slug;
    }

    /// <summary>Closes a group, as an admin does.</summary>
    public static async Task CloseAsync(RunningPlatform running, string slug)
    {
        using var admin = await running.SignedInAsync(DemoAccounts.Admin);
        using var answer = await admin.Http.PostAsync(new Uri($"/api/chat/groups/{slug}/archive", UriKind.Relative), null);
        Assert.True(answer.IsSuccessStatusCode, await answer.Content.ReadAsStringAsync());
    }
}
