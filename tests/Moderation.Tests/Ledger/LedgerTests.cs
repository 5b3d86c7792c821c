using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using PeerSupport.Contracts;
using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests.Ledger;

public sealed class LedgerTests(ModerationFactory factory) : IClassFixture<ModerationFactory>
{
    private readonly HttpClient _admin = factory.ClientFor(TestUsers.Admin());
    private readonly HttpClient _marek = factory.ClientFor(TestUsers.Moderator());

    [Fact]
    public async Task Claims_decisions_and_reads_are_chained_and_nothing_can_be_changed_unseen()
    {
        var message = ModerationFactory.Message();
        var id = await factory.OpenAsync(message);
        await _marek.ClaimAsync(id);
        await factory.PublishAsync(new MessageContextRead(Guid.CreateVersion7(), DateTimeOffset.UtcNow, Guid.CreateVersion7(), ModerationFactory.GroupId, message.MessageId));
        await Eventually.TrueAsync(async () => (await LinesAsync()).Count == 2, "the read is not in the ledger");
        await _marek.DecideAsync(id, new { outcome = "remove", reason = "Words for the author alone.", note = "Words for the team alone." });

        var lines = await LinesAsync();
        Assert.Equal(["decided", "context_read", "claimed"], lines.Select(line => line.GetProperty("action").GetString()));
        Assert.All(lines, line => Assert.Equal(id, line.GetProperty("caseId").GetGuid()));
        Assert.All(lines, line => Assert.DoesNotContain("alone", line.GetRawText(), StringComparison.Ordinal));
        Assert.True((await VerifyAsync()).GetProperty("intact").GetBoolean());

        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync($"update ledger_entries set payload = '' where number = 2"));
        await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync($"delete from ledger_entries"));
        await ExecuteAsync($"alter table ledger_entries disable trigger refuse_ledger_change");
        await ExecuteAsync($"update ledger_entries set payload = replace(payload, 'context_read', 'nothing') where action = 'context_read'");
        var broken = await VerifyAsync();
        Assert.False(broken.GetProperty("intact").GetBoolean());
        Assert.Equal(lines[1].GetProperty("number").GetInt64(), broken.GetProperty("brokenAt").GetInt64());
    }

    /// <summary>Those about cases; the service has written some about itself before.</summary>
    private async Task<List<JsonElement>> LinesAsync() =>
        [.. (await _admin.GetFromJsonAsync<JsonElement>("/api/moderation/ledger", TestContext.Current.CancellationToken)).GetProperty("items").EnumerateArray()
            .Where(line => line.GetProperty("caseId").ValueKind is not JsonValueKind.Null)];

    private Task<JsonElement> VerifyAsync() => _admin.GetFromJsonAsync<JsonElement>("/api/moderation/ledger/verify", TestContext.Current.CancellationToken);

    private Task<int> ExecuteAsync(FormattableString sql) => factory.QueryAsync(db => db.Database.ExecuteSqlAsync(sql));
}
