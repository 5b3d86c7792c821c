using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using PeerSupport.Chat.Data;
using PeerSupport.Chat.Hubs;
using PeerSupport.Chat.Rules;
using PeerSupport.Contracts;
using PeerSupport.Screening;
using PeerSupport.TestKit;

namespace PeerSupport.Chat.Tests.Rules;

/// <summary>The service with the rules that it really runs by.</summary>
public sealed class RuledChat : IAsyncLifetime
{
    internal RuledService Service { get; } = new();

    public async ValueTask InitializeAsync() => await Service.InitializeAsync();

    public async ValueTask DisposeAsync() => await Service.DisposeAsync();

    /// <summary>The starter rules and one of a test's own, which holds messages with a word of its own.</summary>
    internal static Dictionary<string, string> RulesWith(string word, string risk = "high") => new(Screener.StarterRules)
    {
        ["own.yaml"] = $"rules:\n  - id: own.word\n    label: harassment\n    risk: {risk}\n    says: \"It has a word of ours.\"\n    any: [{word}]\n    matches: [\"{word}\"]\n",
    };

    internal static RuleSetActivated Activated(IReadOnlyDictionary<string, string> files, long activation) =>
        new(Guid.CreateVersion7(), DateTimeOffset.UtcNow, activation, (int)activation, RuleFiles.Digest(files), RuleFiles.Pack(files));

    internal async Task<(Guid Group, RoomClient Client)> RoomAsync(bool sampled = false)
    {
        var slug = $"group-{Guid.NewGuid():N}";
        var described = await Service.ClientFor(TestUsers.Admin()).PutAsJsonAsync($"/api/chat/groups/{slug}", ChatFixture.Sample() with { SampledForReview = sampled });
        var group = (await described.Content.ReadFromJsonAsync<RoomGroup>())!.Id;
        var member = TestUsers.Member();
        await Service.ClientFor(member).PostAsJsonAsync($"/api/chat/groups/{slug}/join", new { CharterVersion = 1 });
        var client = await RoomClient.ConnectAsync(Service.HubFor(member, "/hubs/chat"), group);
        await client.JoinAsync();
        return (group, client);
    }

    internal Task UsesAsync(IReadOnlyDictionary<string, string> files) => Eventually.TrueAsync(
        () => Task.FromResult(Service.Active.Current.RuleSetVersion == RuleFiles.Digest(files)), "the rule set was not taken");

    internal sealed class RuledService : ServiceFactory<Program, ChatDb>
    {
        public ActiveScreener Active => Services.GetRequiredService<ActiveScreener>();

        public ActiveModels Models => Services.GetRequiredService<ActiveModels>();

        // The rules alone, so that a test can say what is found; and so many samples that only the row in the database says when.
        protected override IReadOnlyDictionary<string, string> Settings => new Dictionary<string, string> { ["Site:Country"] = "GB", ["Screening:UseModel"] = "false", ["Chat:SamplesPerDay"] = "1e12" };

        public Task<int> ExecuteAsync(FormattableString sql) => QueryAsync(db => db.Database.ExecuteSqlAsync(sql));
    }
}
