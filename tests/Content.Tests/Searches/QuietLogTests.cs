using System.Collections.Concurrent;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using PeerSupport.Content.Data;
using PeerSupport.TestKit;

namespace PeerSupport.Content.Tests.Searches;

/// <summary>What somebody searches for is in no log, at the level that an installation has unless told otherwise.</summary>
public sealed class QuietLogTests
{
    [Fact]
    public async Task A_search_leaves_no_trace_of_its_words()
    {
        await using var content = new Logged();
        await content.InitializeAsync();

        using var answer = await content.ClientFor(null).GetAsync("/api/content/search?q=nightwords", TestContext.Current.CancellationToken);

        Assert.True(answer.IsSuccessStatusCode);
        Assert.DoesNotContain(content.Lines, line => line.Contains("nightwords", StringComparison.Ordinal));
    }

    private sealed class Logged : ServiceFactory<Program, ContentDb>, ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception));

        protected override void ConfigureWebHost(IWebHostBuilder builder)
        {
            base.ConfigureWebHost(builder);
            builder.ConfigureLogging(logging => logging.SetMinimumLevel(LogLevel.Information).AddProvider(this));
        }
    }
}
