using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using PeerSupport.Contracts;
using PeerSupport.Moderation.Data;
using PeerSupport.Moderation.Learning;
using PeerSupport.TestKit;

namespace PeerSupport.Moderation.Tests;

/// <summary>The service, and the events that chat would send it.</summary>
public class ModerationFactory : ServiceFactory<Program, ModerationDb>
{
    public static readonly Guid GroupId = Guid.Parse("0199aaaa-0000-7000-8000-000000000001");

    /// <summary>A message of chat as screening saw it.</summary>
    public static ScreenedMessage Message(
        string risk = "high", string label = "harassment", MessageHandling handling = MessageHandling.Held, Guid? id = null, Guid? author = null,
        int revision = 0, string? text = "Nobody wants to read you.") => new(
        GroupId, id ?? Guid.CreateVersion7(), author ?? Guid.CreateVersion7(), DateTimeOffset.UtcNow, revision, handling, risk, [label], "rules 1",
        [new ScreeningMatch("told-off-1", label, risk, 0, 6, $"{label}, {risk}: aimed at a person")], handling is MessageHandling.Delivered ? null : text);

    public static MessagesScreened Screened(params ScreenedMessage[] messages) =>
        new(Guid.CreateVersion7(), DateTimeOffset.UtcNow, messages);

    public static MessageReported Reported(Guid messageId, Guid reporter, int revision = 0, string reason = "attack") => new(
        Guid.CreateVersion7(), DateTimeOffset.UtcNow, reporter, GroupId, messageId, Guid.CreateVersion7(), revision, reason, "This hurt.", "You again.");

    /// <summary>Publishes the message and waits until its case is there.</summary>
    public async Task<Guid> OpenAsync(ScreenedMessage message)
    {
        await PublishAsync(Screened(message));
        return await CaseOfAsync(message.MessageId);
    }

    public async Task<Guid> CaseOfAsync(Guid messageId)
    {
        Guid? id = null;
        await Eventually.TrueAsync(
            async () => (id = await QueryAsync(db => db.Database.SqlQuery<Guid?>($"select id as \"Value\" from cases where message_id = {messageId}").SingleOrDefaultAsync())) is not null,
            "no case was opened");
        return id!.Value;
    }

    internal Task<TrainingExample> ExampleAsync(Guid messageId) => QueryAsync(db => db.TrainingExamples.SingleAsync(example => example.MessageId == messageId));

    public Task<long> CountAsync(FormattableString sql) => QueryAsync(db => db.Database.SqlQuery<long>(sql).SingleAsync());
}

/// <summary>The service with a clock that the test moves.</summary>
public sealed class FactoryWithClock : ModerationFactory
{
    public DateTimeOffset Began { get; } = DateTimeOffset.UtcNow;

    public FakeTimeProvider Clock => field ??= new(Began);

    protected override void ConfigureWebHost(IWebHostBuilder builder)
    {
        base.ConfigureWebHost(builder);
        builder.ConfigureTestServices(services => services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock)));
    }
}

internal static class ClientExtensions
{
    public static Task<JsonElement> CaseAsync(this HttpClient client, Guid id) =>
        client.GetFromJsonAsync<JsonElement>($"/api/moderation/cases/{id}", TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> ClaimAsync(this HttpClient client, Guid id) =>
        client.PostAsync($"/api/moderation/cases/{id}/claim", null, TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> NextAsync(this HttpClient client) =>
        client.PostAsync("/api/moderation/cases/next", null, TestContext.Current.CancellationToken);

    public static Task<HttpResponseMessage> DecideAsync(this HttpClient client, Guid id, object decision) =>
        client.PostAsJsonAsync($"/api/moderation/cases/{id}/decision", decision, TestContext.Current.CancellationToken);

    public static async Task<string> ProblemAsync(this HttpResponseMessage response) =>
        (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("type").GetString()!;
}
