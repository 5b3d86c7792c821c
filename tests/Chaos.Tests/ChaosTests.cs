using System.Globalization;

namespace PeerSupport.Chaos.Tests;

/// <summary>The short form of what <c>dotnet run --project tests/Chaos</c> does for a quarter of an hour.</summary>
public sealed class ChaosTests
{
    [Fact]
    public async Task Three_hundred_breaks_and_the_end_of_a_chat_node_the_database_and_the_broker_lose_double_and_expose_nothing()
    {
        await using var world = await World.StartAsync("chaos-tests", withSteppedClock: false, TestContext.Current.CancellationToken);
        var said = new StringWriter(CultureInfo.InvariantCulture);
        var outcome = await new Run(world, Plan.Short, said.WriteLine).RunAsync(TestContext.Current.CancellationToken);
        Report.Write(outcome, said);
        TestContext.Current.TestOutputHelper?.WriteLine(said.ToString());

        Assert.True(outcome.Findings.None, said.ToString());
        Assert.True(outcome.Breaks >= 300 && outcome.Faults.Count == 3 && outcome.Removed > 0 && outcome.Returned > 0, said.ToString());
        Assert.True(outcome.Posts > 300, said.ToString());
    }
}
