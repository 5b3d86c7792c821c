using System.Net;
using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Learning;
using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests.Learning;

public sealed class ModelSwitchTests(ModelSwitchTests.Factory factory) : IClassFixture<ModelSwitchTests.Factory>
{
    private readonly HttpClient _marek = factory.ClientFor(TestUsers.Moderator("Marek"));

    [Fact]
    public async Task One_click_switches_a_model_on_and_off_and_chat_hears_the_whole_state_in_order()
    {
        var (one, other) = (await ModelAsync(), await ModelAsync());

        Assert.Equal(HttpStatusCode.NoContent, (await SwitchAsync(_marek, one, "active")).StatusCode);
        Assert.Equal(HttpStatusCode.NoContent, (await SwitchAsync(_marek, other, "shadow")).StatusCode);
        var both = await factory.PublishedAsync<ModelsActivated>(told => told.Active?.Number == one && told.Shadow?.Number == other);
        Assert.Equal(HttpStatusCode.NoContent, (await SwitchAsync(_marek, other, "active")).StatusCode);
        var replaced = await factory.PublishedAsync<ModelsActivated>(told => told.Active?.Number == other && told.Shadow is null);
        Assert.Equal(HttpStatusCode.NoContent, (await SwitchAsync(_marek, other, "off")).StatusCode);
        var off = await factory.PublishedAsync<ModelsActivated>(told => told.Active is null && told.Activation > replaced.Activation);

        Assert.True(both.Activation < replaced.Activation && replaced.Activation < off.Activation);
        Assert.Equal([(byte)1], both.Active!.File);
        Assert.Equal(4, await factory.CountAsync($"select count(*) as \"Value\" from ledger_entries where action = 'model_switched'"));
    }

    [Fact]
    public async Task Only_moderators_read_train_and_switch_and_a_wrong_mode_or_number_is_refused()
    {
        var number = await ModelAsync();
        foreach (var (who, expected) in new[] { (factory.ClientFor(null), HttpStatusCode.Unauthorized), (factory.ClientFor(TestUsers.Member()), HttpStatusCode.Forbidden) })
        {
            Assert.Equal(expected, (await who.GetAsync("/api/moderation/model", TestContext.Current.CancellationToken)).StatusCode);
            Assert.Equal(expected, (await who.PostAsync("/api/moderation/model/training", null, TestContext.Current.CancellationToken)).StatusCode);
            Assert.Equal(expected, (await SwitchAsync(who, number, "active")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.BadRequest, (await SwitchAsync(_marek, number, "loud")).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SwitchAsync(_marek, 999_999, "active")).StatusCode);
    }

    [Fact]
    public async Task What_a_model_says_and_how_moderators_judge_it_is_counted_by_day()
    {
        var number = await ModelAsync();
        var read = ModerationFactory.Message() with { Shadow = new(number, ["harassment", "medical_advice"], 0.7) };
        var id = await factory.OpenAsync(read);
        await _marek.ClaimAsync(id);
        await _marek.DecideAsync(id, new { outcome = "keep", screening = new { opinion = "right" } });

        var days = await factory.QueryAsync(db => db.ModelDays.Where(day => day.Number == number).OrderBy(day => day.Label).ToListAsync(TestContext.Current.CancellationToken));

        Assert.Equal([("", 1, 0, 0), ("harassment", 1, 1, 0), ("medical_advice", 1, 0, 1)], days.Select(day => (day.Label, day.Raised, day.Right, day.Wrong)));
    }

    [Fact]
    public async Task Each_night_a_model_is_trained_once_and_a_second_asking_waits_for_the_first()
    {
        await using var night = new FactoryWithClock();
        await night.InitializeAsync();
        var marek = night.ClientFor(TestUsers.Moderator("Marek"));
        await marek.GetAsync("/api/moderation/model", TestContext.Current.CancellationToken);

        night.Clock.Advance(TimeSpan.FromDays(1));

        await Eventually.TrueAsync(
            async () =>
            {
                night.Clock.Advance(TimeSpan.FromSeconds(31));
                return await night.CountAsync($"select count(*) as \"Value\" from training_runs where finished_at is not null and asked_by_id is null") == 1;
            },
            "nothing was trained in the night");
        await night.QueryAsync(db => db.Database.ExecuteSqlAsync($"insert into training_runs (id, asked_at, progress) values ({Guid.CreateVersion7()}, {night.Clock.GetUtcNow()}, 0)"));
        Assert.Equal(HttpStatusCode.Conflict, (await marek.PostAsync("/api/moderation/model/training", null, TestContext.Current.CancellationToken)).StatusCode);
    }

    private static Task<HttpResponseMessage> SwitchAsync(HttpClient who, long number, string mode) =>
        who.PostAsJsonAsync("/api/moderation/model/mode", new { number, mode }, TestContext.Current.CancellationToken);

    private Task<long> ModelAsync() => factory.QueryAsync(async db =>
    {
        var model = new TrainedModel([1], [], 300, "basis", DateTimeOffset.UtcNow);
        db.Add(model);
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        return model.Number;
    });

    public sealed class Factory : ModerationFactory;
}
