using System.Collections.Concurrent;
using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using PeerSupport.Contracts;
using PeerSupport.ServiceDefaults;
using PeerSupport.TestKit;

namespace PeerSupport.Outbox.Tests;

internal sealed class NotesDb(DbContextOptions<NotesDb> options) : DbContext(options)
{
    public DbSet<Note> Notes => Set<Note>();

    protected override void OnModelCreating(ModelBuilder modelBuilder) => modelBuilder.AddOutbox();
}

internal sealed class Note
{
    public Guid Id { get; init; }
}

/// <summary>Writes a note for each event; the first time it meets <see cref="FailOnce"/> it breaks after the write.</summary>
internal sealed class NoteWriter(NotesDb db) : IConsumer<SignedOutEverywhere>
{
    public static readonly Guid FailOnce = Guid.CreateVersion7();
    private static int _failed;

    public async Task Consume(ConsumeContext<SignedOutEverywhere> context)
    {
        db.Notes.Add(new Note { Id = Guid.CreateVersion7() });
        await db.SaveChangesAsync(context.CancellationToken);
        if (context.Message.MemberId == FailOnce && Interlocked.Exchange(ref _failed, 1) == 0)
            throw new InvalidOperationException("Broken on purpose, once.");
    }
}

/// <summary>Answers one event with another, as a consumer that decides something does.</summary>
internal sealed class Forwarder(NotesDb db) : IConsumer<MessageContextRead>
{
    public Task Consume(ConsumeContext<MessageContextRead> context)
    {
        db.Enqueue(new SignedOutEverywhere(Guid.CreateVersion7(), DateTimeOffset.UtcNow, context.Message.ModeratorId));
        return db.SaveChangesAsync(context.CancellationToken);
    }
}

/// <summary>The clock stands still, so the relay's look every few seconds never comes: what arrives has been signalled.</summary>
public sealed class OutboxTests : IAsyncLifetime
{
    private readonly FaultLog _faults = new();
    private WebApplication _app = null!;
    private string _connection = "";

    public async ValueTask InitializeAsync()
    {
        var server = new Npgsql.NpgsqlConnectionStringBuilder(TestDatabase.Server) { Database = $"test_outbox_{Guid.NewGuid():N}" };
        _connection = server.ConnectionString;
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ConnectionStrings:Database"] = _connection;
        builder.Configuration["ConnectionStrings:RabbitMq"] = "memory";
        builder.Configuration["Services:Identity"] = "http://localhost:1";
        builder.Configuration["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        builder.Logging.SetMinimumLevel(LogLevel.Warning).AddProvider(_faults);
        builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(DateTimeOffset.UtcNow));
        builder.AddServiceDefaults("notes").AddDatabase<NotesDb>().AddMessaging<NotesDb>("notes", bus =>
        {
            bus.AddConsumer<NoteWriter>();
            bus.AddConsumer<Forwarder>();
        });
        _app = builder.Build();
        await UseAsync(async db => await db.Database.EnsureCreatedAsync());
        await _app.StartAsync(TestContext.Current.CancellationToken);
        await Eventually.TrueAsync(
            () => Task.FromResult(_app.Services.GetRequiredService<IBusControl>().CheckHealth().Status == BusHealthStatus.Healthy), "the bus did not start");
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await UseAsync(async db => await db.Database.EnsureDeletedAsync());
        await _app.DisposeAsync();
    }

    [Fact]
    public async Task An_event_saved_with_its_change_reaches_the_consumer_and_leaves_the_outbox()
    {
        await UseAsync(async db =>
        {
            db.Enqueue(SomeEvent());
            await db.SaveChangesAsync();
        });

        await EventuallyNotes(1);
        await Eventually.TrueAsync(async () => await UseAsync(async db => await db.Set<OutboxMessage>().CountAsync()) == 0, "the outbox keeps a published event");
    }

    [Fact]
    public async Task An_event_of_a_transaction_that_was_rolled_back_is_never_published()
    {
        await UseAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Enqueue(SomeEvent());
            await db.SaveChangesAsync();
            await transaction.RollbackAsync();
        });
        await UseAsync(async db =>
        {
            db.Enqueue(SomeEvent());
            await db.SaveChangesAsync();
        });

        // The order is kept, so once the later one has arrived the earlier one never will.
        await EventuallyNotes(1);
        Assert.Equal(1, await UseAsync(async db => await db.Notes.CountAsync()));
    }

    [Fact]
    public async Task The_same_event_delivered_twice_has_one_effect()
    {
        var twice = SomeEvent();
        var bus = _app.Services.GetRequiredService<IBus>();
        for (var i = 0; i < 2; i++)
            await bus.Publish(twice, context => context.MessageId = twice.EventId, TestContext.Current.CancellationToken);
        var last = SomeEvent();
        await bus.Publish(last, context => context.MessageId = last.EventId, TestContext.Current.CancellationToken);

        await Eventually.TrueAsync(
            async () => await UseAsync(async db => await db.Set<InboxMessage>().CountAsync()) == 2, "the two events were not both recorded");
        Assert.Equal(2, await UseAsync(async db => await db.Notes.CountAsync()));
        Assert.Empty(_faults.Lines);
    }

    [Fact]
    public async Task What_a_consumer_enqueues_is_published_at_its_commit()
    {
        var read = new MessageContextRead(Guid.CreateVersion7(), DateTimeOffset.UtcNow, Guid.CreateVersion7(), Guid.CreateVersion7(), Guid.CreateVersion7());
        await _app.Services.GetRequiredService<IBus>().Publish(read, context => context.MessageId = read.EventId, TestContext.Current.CancellationToken);

        await EventuallyNotes(1);
    }

    [Fact]
    public async Task An_event_of_a_transaction_of_an_endpoint_is_published_at_its_commit()
    {
        await UseAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            db.Enqueue(SomeEvent());
            await db.SaveChangesAsync();
            await transaction.CommitAsync();
        });

        await EventuallyNotes(1);
    }

    [Fact]
    public async Task A_consumer_that_breaks_half_way_leaves_nothing_and_is_tried_again()
    {
        await UseAsync(async db =>
        {
            db.Enqueue(SomeEvent(NoteWriter.FailOnce));
            await db.SaveChangesAsync();
        });

        await EventuallyNotes(1);
        Assert.Equal(1, await UseAsync(async db => await db.Notes.CountAsync()));
    }

    [Fact]
    public async Task A_row_that_cannot_be_read_is_set_aside_and_the_others_go_on()
    {
        await UseAsync(async db =>
        {
            await db.Database.ExecuteSqlAsync(
                $"insert into outbox_messages (message_id, type, payload, created_at) values ({Guid.CreateVersion7()}, 'No.Such.Type', '{{}}', now())");
            db.Enqueue(SomeEvent());
            await db.SaveChangesAsync();
        });

        await EventuallyNotes(1);
        await Eventually.TrueAsync(
            async () => await UseAsync(async db => await db.Set<OutboxMessage>().CountAsync(message => message.ParkedAt != null)) == 1, "the row was not set aside");
    }

    private static SignedOutEverywhere SomeEvent(Guid? member = null) => new(Guid.CreateVersion7(), DateTimeOffset.UtcNow, member ?? Guid.CreateVersion7());

    private Task EventuallyNotes(int count) =>
        Eventually.TrueAsync(async () => await UseAsync(async db => await db.Notes.CountAsync()) >= count, $"{count} notes were not written");

    private Task<bool> UseAsync(Func<NotesDb, Task> work) => UseAsync(async db =>
    {
        await work(db);
        return true;
    });

    /// <summary>What was logged as an error: an operator reads each of them.</summary>
    private sealed class FaultLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Error;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
                Lines.Enqueue(formatter(state, exception));
        }

        public void Dispose()
        {
        }
    }

    private async Task<TResult> UseAsync<TResult>(Func<NotesDb, Task<TResult>> work)
    {
        await using var scope = _app.Services.CreateAsyncScope();
        return await work(scope.ServiceProvider.GetRequiredService<NotesDb>());
    }
}
