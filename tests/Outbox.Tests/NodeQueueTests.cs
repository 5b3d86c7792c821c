using MassTransit;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging;
using PeerSupport.ServiceDefaults;
using PeerSupport.TestKit;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace PeerSupport.Outbox.Tests;

/// <summary>On the real broker: what a node's own queue is declared as decides whether newer brokers accept it at all.</summary>
public sealed class NodeQueueTests
{
    private const int Locked = 405;

    [Fact]
    public async Task The_queue_of_a_node_belongs_to_its_connection_alone()
    {
        var broker = Environment.GetEnvironmentVariable("PEERSUPPORT_RABBITMQ")
            ?? throw new InvalidOperationException("Run the tests with tests/run, which starts RabbitMQ, or set PEERSUPPORT_RABBITMQ to an address such as amqp://guest:guest@localhost/.");
        var builder = WebApplication.CreateBuilder();
        builder.Configuration["ConnectionStrings:Database"] = TestDatabase.Server;
        builder.Configuration["ConnectionStrings:RabbitMq"] = broker;
        builder.Configuration["Services:Identity"] = "http://localhost:1";
        builder.Configuration["ASPNETCORE_URLS"] = "http://127.0.0.1:0";
        builder.Logging.SetMinimumLevel(LogLevel.Critical); // The outbox has no tables here, and says so.
        var ready = new ReadyQueue();
        builder.Services.AddReceiveEndpointObserver(_ => ready);
        builder.AddServiceDefaults("notes").AddDatabase<NotesDb>().AddMessaging<NotesDb>("notes", bus => bus.AddNodeConsumer<NoteWriter>("notes"));
        await using var app = builder.Build();
        await app.StartAsync(TestContext.Current.CancellationToken);

        var name = await ready.Name.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
        await using var connection = await new ConnectionFactory { Uri = new Uri(broker) }.CreateConnectionAsync(TestContext.Current.CancellationToken);
        await using var channel = await connection.CreateChannelAsync(cancellationToken: TestContext.Current.CancellationToken);
        var refusal = await Assert.ThrowsAsync<OperationInterruptedException>(() => channel.QueueDeclarePassiveAsync(name, TestContext.Current.CancellationToken));
        Assert.True(refusal.ShutdownReason is { ReplyCode: Locked }, refusal.Message);
        await app.StopAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Learns the name of the queue, which is random.</summary>
    private sealed class ReadyQueue : IReceiveEndpointObserver
    {
        private readonly TaskCompletionSource<string> _name = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<string> Name => _name.Task;

        Task IReceiveEndpointObserver.Ready(ReceiveEndpointReady ready)
        {
            var queue = ready.InputAddress.AbsolutePath.Split('/')[^1];
            if (queue.Contains("note-writer", StringComparison.Ordinal))
                _name.TrySetResult(queue);
            return Task.CompletedTask;
        }

        Task IReceiveEndpointObserver.Stopping(ReceiveEndpointStopping stopping) => Task.CompletedTask;

        Task IReceiveEndpointObserver.Completed(ReceiveEndpointCompleted completed) => Task.CompletedTask;

        Task IReceiveEndpointObserver.Faulted(ReceiveEndpointFaulted faulted) => Task.CompletedTask;
    }
}
